"""Tests of generator/reading."""
