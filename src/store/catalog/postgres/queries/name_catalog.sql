INSERT INTO catalog_info (singleton, id) VALUES (1, $1) ON CONFLICT (singleton) DO NOTHING
