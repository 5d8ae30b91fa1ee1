INSERT INTO chunks (blob, number, bytes)
SELECT copy.id, source.number, source.bytes
FROM chunks AS source, blobs AS copy
WHERE source.blob = ? AND source.number >= ? AND source.number < ? AND copy.id = ? AND copy.state = 0
