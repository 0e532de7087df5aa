"""Helps whoever writes records: prompts, answers, the file of a new record, schemas for editors."""
