"""Lines, heights and pages."""
