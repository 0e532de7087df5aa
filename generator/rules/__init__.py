"""The rules of the data, and the report of what they find.

`registry` says what a rule is (`@rule`). Each family of rules is one module, with the words of its rules'
pages in words/<family>.yml; `catalogue` lists the families, `check` applies all rules to a dataset, and
`report` shows the problems. `amounts` uses `slides` to find figures that slid by a row, `quotations` uses
`suggestions` to say what a document prints in place of a wrong quotation.

A new rule is one function in a family, its words in words/<family>.yml and its cases in
tests/rules/cases/<code>.yml. A new family is one more module, with one line in `catalogue`.

This room may import `dataset` and the rooms below it. The rooms above use `check.check`, `check.errors`,
`catalogue` and `report`. Nothing is imported here, because the rules take time to import.
"""
