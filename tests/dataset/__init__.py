"""Tests of generator/dataset."""
