"""Tests of generator/core."""
