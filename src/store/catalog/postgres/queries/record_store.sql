INSERT INTO stores (name, kind, address, boot, adopted) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (name) DO UPDATE
SET kind = excluded.kind, address = excluded.address, boot = excluded.boot, adopted = excluded.adopted
