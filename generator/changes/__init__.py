"""Compares two snapshots of the data, and reports what a change does.

May import every room below `changes`; `editing` and it do not know each other. It gives to others:

- `baseline.open_baseline`: the files of a commit, a branch or a folder.
- `compare.compare`: everything that differs between two snapshots, as a `comparison.Comparison`.
- `report.FORMATS`: a comparison as text, Markdown or JSON. `json_report.json_schema` describes the JSON.
"""
