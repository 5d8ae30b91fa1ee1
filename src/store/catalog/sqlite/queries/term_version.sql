SELECT version FROM term_version WHERE only = 1
