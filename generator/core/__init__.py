"""Values and text, of no kind of record: problems, amounts of money, folding and typography."""
