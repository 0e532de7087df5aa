"""The site: which pages and files there are, what each shows, and how they are rendered and written.

May import rules, dataset, reading, records and core. Gives to others `PAGES` and `Page` (pages),
`Site` (site), `Renderer` (renderer), `Locale` (locale), `OUTPUTS` (outputs.registry), and the writer,
the fingerprint and the pages written by hand. Nothing is re-exported here: `build` with nothing to do
imports the fingerprint only.

`views/`, `templates/` and `words/` have a file for each noun; `outputs/` has a module for each format.
"""
