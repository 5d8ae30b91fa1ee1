DELETE FROM share_links
WHERE id = ANY($1) AND (
    revoke_time <= $2 OR expire_time <= $2
    OR NOT EXISTS (SELECT 1 FROM artifacts WHERE artifacts.id = share_links.artifact)
)
