"""Waiting for a script that runs beside the test."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

PATIENCE = 10.0  # seconds, on a busy machine


def eventually(holds: Callable[[], Any]) -> Any:
    """What the question answers as soon as it answers with something true; a failure if it never does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError):
            if found := holds():
                return found
        time.sleep(0.02)
    raise AssertionError("it did not come about")
