"""What a careful reviewer would find in a book: one pure function a rule, a registry, an incremental reviewer."""
