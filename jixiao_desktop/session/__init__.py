"""One open book: book, history, file and reviewer behind one door, with typed events. No Qt."""
