"""Values and text that belong to no kind of record: problems, amounts of money, folding, typography.

This room imports no other room. Every other room may import its modules directly.
"""
