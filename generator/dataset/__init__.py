"""The records linked both ways, with totals; their quotations and translations; lookup by name."""
