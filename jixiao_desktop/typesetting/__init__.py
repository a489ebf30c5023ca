"""Fonts, line breaking, row heights and pagination: a grid becomes pages as display lists in points."""
