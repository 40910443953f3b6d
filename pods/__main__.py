"""`python -m pods`: the domain on the command line."""

from __future__ import annotations

import gc
import sys

# A command is over before there is garbage worth looking for; looking costs a tenth of its time.
gc.disable()

from pods.cli import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
