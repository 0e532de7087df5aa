"""Helps people who write records: prompts for a new record, and JSON Schemas for editors.

May import every room below `editing`, but not `changes`. It gives to others:

- `prompted_kinds.PROMPTED_KINDS`: what `new` asks, for each kind of record that it can write.
- `scaffold.new_record`: the file of a new record, made of the answers.
- `editor_schema.schemas`: the schema of each kind of record, with the ids of the data.
"""
