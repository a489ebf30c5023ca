"""`.jixiao` files: opening, publishing, working copies and recovery, backups, locks.

The protocol is described in docs/file-format.md. Nothing here knows rules, forms or Qt.
"""

from .atomic import replacing
from .files import Opened, Published, new_document_id, open_book, save_book
from .fingerprints import Fingerprint, changed_elsewhere, fingerprint
from .former_versions import Backup, backups
from .locks import AlreadyOpen, Lock, claim
from .recovery import Recoverable, Recovered, adopt, discard, recoverable
from .working import WorkingCopy
from .working_store import Source

__all__ = [
    "AlreadyOpen",
    "Backup",
    "Fingerprint",
    "Lock",
    "Opened",
    "Published",
    "Recoverable",
    "Recovered",
    "Source",
    "WorkingCopy",
    "adopt",
    "backups",
    "changed_elsewhere",
    "claim",
    "discard",
    "fingerprint",
    "new_document_id",
    "open_book",
    "recoverable",
    "replacing",
    "save_book",
]
