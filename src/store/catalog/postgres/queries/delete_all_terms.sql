DELETE FROM artifact_terms
