"""Time zones that a CronJob may name: those the API server carries in itself, Go's copy of the IANA data base.

The package `tzdata` holds the same data base; the names of both are the same 598, letter case included.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Many machines have each zone a second and third time in these folders, and their own zone under these names. Whether
# the machine of an API server does cannot be seen from here.
_FOLDERS = ("posix/", "right/")
_OF_MACHINES = frozenset({"localtime", "posixrules"})


def known(name: str) -> bool:
    """Every API server takes it, whatever machine it runs on."""
    return name in _names()


def possible(name: str) -> bool:
    """Some API servers take it: it is known, or the name of a file that their machine may have."""
    return (
        known(name) or name in _OF_MACHINES or (name.startswith(_FOLDERS) and known(name.partition("/")[2]))
    )


@cache
def _names() -> frozenset[str]:
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())
