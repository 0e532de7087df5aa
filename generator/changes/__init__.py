"""What a change does: which records, totals and pages differ from those of another state."""
