"""Pages become PDF, grids become Excel, books become flat tables."""
