SELECT name, kind, address, boot, adopted FROM stores ORDER BY name
