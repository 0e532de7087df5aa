"""Compares two snapshots of the data, and reports what a change does.

May import every room below `changes`, but not `editing`. It gives to others:

- `baseline.open_baseline`: the files of a commit, a branch or a folder.
- `compare.compare`: everything that differs between two snapshots, as a `comparison.Comparison`.
- `report.as_text`, `report.as_markdown`, `json_report.as_json`: a comparison in each format.
  `json_report.json_schema` describes the JSON.
"""
