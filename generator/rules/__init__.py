"""The rules of the data, and the report of what they find."""
