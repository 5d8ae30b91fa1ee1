-- Gone with the commit that it is for, or there again if that is refused.
DELETE FROM uploads WHERE id = $1 AND NOT claimed AND deadline > $2
