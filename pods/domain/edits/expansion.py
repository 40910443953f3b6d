"""Where a container's texts name its variables as $(NAME), which Kubernetes fills in when it starts the container."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.views import Container

# $$ is a dollar sign, also before a bracket.
_REFERENCE = re.compile(r"\$\$|\$\(([^()]*)\)")
_COMMANDS = (
    "command",
    "args",
    "livenessProbe.exec.command",
    "readinessProbe.exec.command",
    "startupProbe.exec.command",
)


def renamed(container: Container, name: str, new_name: str) -> Iterator[tuple[str, str]]:
    """The path and the new text of all that names a variable."""
    for path, text in _texts(container):
        new = _REFERENCE.sub(lambda found: f"$({new_name})" if found[1] == name else found[0], text)
        if new != text:
            yield path, new


def _texts(container: Container) -> Iterator[tuple[str, str]]:
    for command in _COMMANDS:
        words = paths.value_at(container.raw, command)
        at = f"{container.path}.{command}"
        yield from _strings((paths.join(at, i), word) for i, word in enumerate(_items(words)))
    for field, key in (("env", "value"), ("volumeMounts", "subPathExpr")):
        at = paths.join(container.path, field)
        for index, item in enumerate(_items(container.raw.get(field))):
            yield from _strings([(paths.join(paths.join(at, index), key), paths.value_at(item, key))])


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _strings(found: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in found if isinstance(text, str))
