UPDATE staged_blobs SET etag = coalesce(etag, $2) WHERE blob_key = $1 RETURNING etag
