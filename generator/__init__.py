"""YAML records in, checked dataset, paired French and Dutch pages out. Knows nothing of MkDocs."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
"""The folder that holds this program and its data/."""
