"""Tests of incidents/coding/desk/."""
