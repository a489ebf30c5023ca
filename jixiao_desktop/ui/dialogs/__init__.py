"""The dialogs: each asks for one thing, checks while one types, and refuses nothing that may be true."""
