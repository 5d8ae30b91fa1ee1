INSERT INTO artifact_terms (sandbox, scope, owner, term, artifact)
SELECT ?1, ?2, ?3, value, ?4 FROM json_each(?5)
