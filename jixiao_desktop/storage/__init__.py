"""`.jixiao` files: opening, publishing, working copies and recovery, backups, locks.

The protocol is described in docs/file-format.md. Nothing here knows rules, forms or Qt.
"""
