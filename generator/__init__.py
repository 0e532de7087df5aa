"""YAML records in, checked dataset, paired French and Dutch pages out. Knows nothing of MkDocs."""
