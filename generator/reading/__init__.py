"""Reads files: bounded reading, strict YAML, the canonical form, validation. Gives records and problems.

`files` reads text, `strict_yaml` reads values, `load` makes records of them, and `words` reads words and
settings of the site. `canonical` writes a record's file in its one form; `difference` says where a file
differs from it. `yaml_errors`, `validation`, `hints` and `field_synonyms` explain what is wrong, with the
`codes` of the rules that reading checks.

This room may import `records` and `core`. Import its modules directly.
"""
