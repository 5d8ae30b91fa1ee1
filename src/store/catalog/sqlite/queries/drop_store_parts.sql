DELETE FROM parts WHERE upload IN (SELECT id FROM uploads WHERE store = ?1)
