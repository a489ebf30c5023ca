"""What leaves the program, read back from the files."""
