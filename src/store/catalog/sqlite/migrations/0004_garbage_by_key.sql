-- Whether any row tells of a blob is asked of each blob that looks like an orphan.
CREATE INDEX garbage_by_key ON garbage (blob_key) WHERE blob_key IS NOT NULL;
