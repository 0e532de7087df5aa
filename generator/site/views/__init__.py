"""Views: one module for each noun, with the pages about it and what each shows in a language.

A view declares its page's address, parent, scripts, the records that have their place on it, and how the
search finds it; `of` looks up what its template shows. Modules without a view hold what several views
share. Views import the dataset, the rules' catalogue, and charts, amounts and words of this room.
`generator.site.pages` lists the views: PAGES.
"""
