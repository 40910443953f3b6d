"""`python -m pods`: the domain on the command line."""

from __future__ import annotations

import sys

from pods.cli import main

sys.exit(main(sys.argv[1:]))
