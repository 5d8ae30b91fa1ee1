SELECT version FROM term_version WHERE singleton = 1
