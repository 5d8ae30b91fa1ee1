SELECT id FROM catalog_info WHERE only = 1
