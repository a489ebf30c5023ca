"""Tests, in folders that mirror the package; architecture/, packaging/ and e2e/ look at the whole."""
