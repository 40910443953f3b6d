"""Environment variables of a container: their values, where these are taken from, their names and their order."""

from __future__ import annotations

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.batch import made
from pods.domain.edits.expansion import renamed
from pods.domain.edits.lists import append_item, move_item, remove_item
from pods.domain.edits.optional import merged
from pods.domain.edits.put import put, putting
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.sources import EnvSource, written
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, EnvVar, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["move_env", "remove_env", "rename_env", "set_env"]

# The widest rule there is (FACTS G.1, 33): older versions take less, which the rule `env` reports.
_NEWEST = 32


def set_env(
    manifest: Manifest, pod: Pod, container: Container, name: str, value: str | EnvSource
) -> Manifest:
    """Give a variable a value, or say where it is taken from; a variable that is not there yet comes last.

    Of several of that name the last one changes, which is the one that counts. Raises EditRefused.
    """
    same = _named(container, name)
    old = manifest.value(pod.document, same[-1].path) if same else None
    item = merged(old, {"name": name, **written(value, old)})
    if same:
        return put(manifest, pod.document, same[-1].path, item)
    _check_name(name)
    return append_item(manifest, pod.document, _list(container), item)


def rename_env(manifest: Manifest, pod: Pod, container: Container, name: str, new_name: str) -> Manifest:
    """Give a variable another name, also where the container says $(NAME). Raises EditRefused."""
    if name == new_name:
        return manifest
    _check_name(new_name)
    if _named(container, new_name):
        raise EditRefused(say(_TAKEN, name=names.shown(new_name)))
    texts = {paths.join(variable.path, "name"): new_name for variable in _known(container, name)}
    texts.update(renamed(container, name, new_name))
    return made(manifest, [putting(pod.document, path, text) for path, text in texts.items()])


def remove_env(manifest: Manifest, pod: Pod, container: Container, name: str) -> Manifest:
    """Take a variable out, every entry of that name. Raises EditRefused."""
    for variable in reversed(_known(container, name)):
        manifest = remove_item(manifest, pod.document, *_place(variable))
    return manifest


def move_env(manifest: Manifest, pod: Pod, container: Container, name: str, to: int) -> Manifest:
    """Put a variable at another place: $(NAME) knows only those above it. Raises EditRefused."""
    path, index = _place(_known(container, name)[-1])
    count = len(manifest.value(pod.document, path))
    return move_item(manifest, pod.document, path, index, max(0, min(to, count - 1)))


def _named(container: Container, name: str) -> list[EnvVar]:
    return [variable for variable in container.env if variable.name == name]


def _known(container: Container, name: str) -> list[EnvVar]:
    found = _named(container, name)
    if not found:
        raise EditRefused(say(_UNKNOWN, name=names.shown(name), container=names.shown(container.name)))
    return found


def _check_name(name: str) -> None:
    accepted.filled("env.name", name)
    accepted.sound(names.variable(name, _NEWEST))


def _place(variable: EnvVar) -> tuple[str, int]:
    index = paths.steps(variable.path)[-1]
    assert isinstance(index, int)  # a variable is an item of a list
    return paths.parent(variable.path), index


def _list(container: Container) -> str:
    return paths.join(container.path, "env")


_TAKEN = gettext_noop("The container has a variable named %(name)s already; choose another name.")
_UNKNOWN = gettext_noop("The container %(container)s has no variable named %(name)s.")
