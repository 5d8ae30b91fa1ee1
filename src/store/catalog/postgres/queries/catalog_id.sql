SELECT id FROM catalog_info WHERE singleton = 1
