"""Measurements of time, memory and bytes; README.md says what and why.."""
