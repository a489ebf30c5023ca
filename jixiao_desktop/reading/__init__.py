"""Other people's files: sources -> tables -> recognised rows -> a draft book with doubts."""
