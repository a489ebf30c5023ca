"""Sources: one module a kind of file, each giving tables of texts. The kind is told by content, not by ending."""
