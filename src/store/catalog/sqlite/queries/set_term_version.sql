INSERT INTO term_version (only, version) VALUES (1, ?1) ON CONFLICT (only) DO UPDATE SET version = ?1
