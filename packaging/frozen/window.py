"""Start of the installed desktop program."""

import sys

from jixiao_desktop.__main__ import main

sys.exit(main())
