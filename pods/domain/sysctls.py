"""Parameters of the kernel: how they are named, and which a namespace of the node makes the node's (FACTS A.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PART = r"[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
_NAME = re.compile(rf"({_PART}[./])*{_PART}")
_LONGEST = 253
# Other names that begin alike, such as kernel.shm_next_id, the API server leaves to the kubelet.
_OF_IPC = frozenset(
    f"kernel.{name}"
    for name in (
        "sem",
        "shm",
        "shmall",
        "shmmax",
        "shmmni",
        "shm_rmid_forced",
        "msg",
        "msgmax",
        "msgmnb",
        "msgmni",
    )
)


def is_name(name: str) -> bool:
    """Words joined by dots or slashes."""
    return len(name) <= _LONGEST and _NAME.fullmatch(name) is not None


def namespace(name: str) -> str | None:
    """The field of the pod that makes a parameter the node's: hostNetwork or hostIPC; None where neither does."""
    dotted = name.replace("/", ".")
    if dotted.startswith("net."):
        return "hostNetwork"
    return "hostIPC" if dotted in _OF_IPC or dotted.startswith("fs.mqueue.") else None


def taken(name: str, spec: Mapping[str, Any]) -> str | None:
    """The field by which a pod uses the node's namespace that a parameter belongs to; None where it does not."""
    field = namespace(name)
    return field if field is not None and spec.get(field) is True else None
