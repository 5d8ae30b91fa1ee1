-- One in one go: gone with the commit that it is for, or there again if that is refused.
DELETE FROM uploads WHERE id = $1 AND kind = 0 AND NOT claimed AND deadline > $2
