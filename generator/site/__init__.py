"""The pages of the site: which there are, what each one shows, and how it is rendered and written."""
