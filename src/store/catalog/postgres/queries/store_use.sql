SELECT (SELECT count(*) FROM artifacts WHERE store = $1) AS artifacts,
       (SELECT count(*) FROM garbage WHERE store = $1) AS garbage,
       (SELECT count(*) FROM uploads WHERE store = $1) AS uploads
