"""What holds for the whole house: directions of imports, sizes, words, and what a start loads."""
