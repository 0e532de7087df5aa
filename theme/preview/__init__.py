"""What `mkdocs serve` does: shows each page as the files are now, and what is wrong in them.

Imports `theme.build`, MkDocs' build functions and the generator. The generator is imported inside
functions: its code may be edited while the preview runs.
Gives `Preview` and `Server` to hooks.py.
"""
