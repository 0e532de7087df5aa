"""What belongs to no kind of record: problems, money, text, typography, comparing sequences, asking git.

This room imports no other room. Every other room may import its modules directly.
"""
