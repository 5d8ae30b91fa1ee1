INSERT INTO term_version (singleton, version) VALUES (1, $1) ON CONFLICT (singleton) DO UPDATE SET version = $1
