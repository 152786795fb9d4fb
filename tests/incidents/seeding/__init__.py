"""Tests of what a new installation starts from."""
