"""What a build does besides MkDocs' own work: addresses, contact, search, images for link previews.

Imports MkDocs and libraries; not the generator, whose pages it gets as files, and not the preview.
Gives the functions that hooks.py calls, and what the preview uses again for single pages:
`addresses`, `search_records`, `search_index`.
"""
