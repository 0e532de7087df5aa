"""Outputs: the formats in which the site gives its records, one module each.

An output is a function that renders a site, as (path, text) of each file. A path is below the published
site: "fr/calls.csv" is the French file, "data/calls.json" is for all languages. The registry lists all
outputs; the writer, `diff`, the preview and the tests ask it. Outputs import the renderer, the views and
the dataset.
"""
