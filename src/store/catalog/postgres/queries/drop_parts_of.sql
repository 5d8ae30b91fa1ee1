DELETE FROM parts WHERE upload = ANY($1)
