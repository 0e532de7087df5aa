"""Tests of theme/: the built site."""
