"""Variables taken from whole ConfigMaps and Secrets (FACTS G.1, 33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.lists import append_item, move_item, remove_item
from pods.domain.edits.optional import merged
from pods.domain.edits.put import put
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod

__all__ = [
    "EnvFrom",
    "add_env_from",
    "change_env_from",
    "move_env_from",
    "remove_env_from",
]

# The widest rule there is (FACTS G.1, 33): older versions take less, which the rule `env` reports.
_NEWEST = 32


@dataclass(frozen=True, slots=True)
class EnvFrom:
    """All keys of a ConfigMap or a Secret as variables, their names behind a prefix."""

    name: str
    secret: bool = False
    prefix: str = ""
    optional: bool = False


def add_env_from(manifest: Manifest, pod: Pod, container: Container, source: EnvFrom) -> Manifest:
    """Take variables from one more, behind the others: of the same name the last one counts. Raises EditRefused."""
    return append_item(manifest, pod.document, _list(container), _entry(source, None))


def change_env_from(
    manifest: Manifest, pod: Pod, container: Container, index: int, source: EnvFrom
) -> Manifest:
    """Take variables from this one in the place of that at an index. Raises EditRefused."""
    path = paths.join(_list(container), index)
    return put(manifest, pod.document, path, _entry(source, manifest.value(pod.document, path)))


def remove_env_from(manifest: Manifest, pod: Pod, container: Container, index: int) -> Manifest:
    """Take no variables from that at an index any more. Raises EditRefused."""
    return remove_item(manifest, pod.document, _list(container), index)


def move_env_from(manifest: Manifest, pod: Pod, container: Container, index: int, to: int) -> Manifest:
    """Put that at an index to another place: of the same name the last one counts. Raises EditRefused."""
    return move_item(manifest, pod.document, _list(container), index, to)


def _entry(source: EnvFrom, old: Any) -> dict[str, Any]:
    field = _field(source)
    accepted.sound(names.subdomain(source.name))
    if source.prefix:
        accepted.sound(names.variable(source.prefix, _NEWEST))
    wanted = {"name": source.name, "optional": source.optional}
    reference = merged(paths.value_at(old, field), wanted, {"optional": False})
    other = "configMapRef" if source.secret else "secretRef"
    return merged(old, {field: reference, other: None, "prefix": source.prefix}, {"prefix": ""})


def _field(source: EnvFrom) -> str:
    return "secretRef" if source.secret else "configMapRef"


def _list(container: Container) -> str:
    return paths.join(container.path, "envFrom")
