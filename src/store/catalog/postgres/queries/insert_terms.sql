INSERT INTO artifact_terms (sandbox, scope, owner, term, artifact)
SELECT $1, $2, $3, unnest($5::bigint[]), $4
