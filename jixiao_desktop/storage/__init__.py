"""`.jixiao` files: opening, publishing, working copies and recovery, backups, locks.

The protocol is described in docs/file-format.md. Nothing here knows rules, forms or Qt.
"""

from .atomic import replacing
from .files import Opened, Published, new_document_id, open_book, save_book
from .fingerprints import Fingerprint, changed_elsewhere, fingerprint
from .former_versions import Backup, backups
from .locks import AlreadyOpen, claim

__all__ = [
    "AlreadyOpen",
    "Backup",
    "Fingerprint",
    "Opened",
    "Published",
    "backups",
    "changed_elsewhere",
    "claim",
    "fingerprint",
    "new_document_id",
    "open_book",
    "replacing",
    "save_book",
]
