"""Tests of generator/editing."""
