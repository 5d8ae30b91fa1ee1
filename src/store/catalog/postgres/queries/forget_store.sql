DELETE FROM stores WHERE name = $1
