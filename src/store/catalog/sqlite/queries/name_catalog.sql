INSERT INTO catalog_info (only, id) VALUES (1, ?1) ON CONFLICT (only) DO NOTHING
