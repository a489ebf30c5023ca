"""The program in a real window on a real (virtual) screen: `make test-screen`. Not part of `make test`."""
