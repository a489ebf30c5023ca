"""The desktop program: python -m jixiao_desktop [FILE]."""

from __future__ import annotations

import sys


def main() -> int:
    """Show the window and run until it is closed; return the exit status."""
    from .ui import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
