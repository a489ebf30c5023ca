"""Start of the installed command `jixiao`."""

import sys

from jixiao_desktop.cli import main

sys.exit(main())
