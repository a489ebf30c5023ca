"""What stands on each official form: a grid of cells with spans. No points, no files."""
