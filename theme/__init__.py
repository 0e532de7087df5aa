"""Makes the site out of the pages, with MkDocs, Material and mkdocs-static-i18n.

Three rooms: `build` is what a build does, `preview` what `mkdocs serve` does instead, and
`overrides` what the reader's browser gets: templates, style sheet, scripts. `hooks.py` lists the
events of MkDocs and calls the two packages. README.md lists what of MkDocs and its plugins is replaced.

Only `preview` imports the generator. The generator imports nothing from here.
"""
