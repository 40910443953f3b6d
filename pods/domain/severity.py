"""How much something wrong matters."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """An error breaks the pod, a warning bites later, an info is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
