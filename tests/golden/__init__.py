"""Whole forms against what was looked at and found good."""
