"""Tests of the repository: the data, the guides, the pipeline."""
