DELETE FROM parts WHERE upload = $1
