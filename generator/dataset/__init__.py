"""The records as a whole: references both ways, totals, quotations, translations, lookup by name.

`dataset` has the records, `indexes` and `lookup` find them, `totals` adds up amounts, `lines` connects
records with lines of documents, `quotations` and `dates` find what documents print, `translations`
compares both languages, and `coverage` says how much of the plan the records cover. A dataset does not
change: results are kept in it with `dataset.once`.

This room may import `reading`, `records` and `core`. Import its modules directly.
"""
