"""Suggestions for names, signs and units while a clerk types, from books already written."""
