"""Outputs: one module a format in which the site gives its records.

An output renders a site, as paths and texts. The registry lists all outputs; the writer, `diff`, the
preview and the tests ask it. Outputs import the renderer, the views and the dataset.
"""
