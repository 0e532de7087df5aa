"""Turns the files in data/ into records: bounded reading, strict YAML, the canonical form, validation."""
