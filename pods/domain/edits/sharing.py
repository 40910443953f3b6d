"""Edits of what several places share through an anchor, an alias or a merge key, in the way that somebody chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from pods.domain.edits.copies import own_copy
from pods.domain.edits.refusal import EditRefused, Sharing, Way
from pods.domain.manifest.manifest import Manifest

__all__ = ["Sharing", "Way", "in_way"]

Made = TypeVar("Made")
_MOST = 40  # places that get copies for one edit


def in_way(manifest: Manifest, way: Way | None, edit: Callable[[Manifest], Made]) -> Made:
    """What an edit makes of a manifest when what others share is changed in the chosen way.

    Raises EditRefused; with None, or where the way does not help, just as the edit does.
    """
    if way is None:
        return edit(manifest)
    if way is Way.ALL:
        return edit(replace(manifest, shared=True))
    try:
        return _with_copies(manifest, edit, whole=False)
    except EditRefused:  # a field that a merge brings in comes back when it is removed: the merge has to go
        return _with_copies(manifest, edit, whole=True)


def _with_copies(manifest: Manifest, edit: Callable[[Manifest], Made], *, whole: bool) -> Made:
    """Write out what the edit finds shared, one place after the other, until it finds none."""
    for _ in range(_MOST):
        try:
            return edit(manifest)
        except EditRefused as refused:
            sharing = refused.sharing
            if sharing is None or Way.COPY not in sharing.ways:
                raise
            copied = own_copy(manifest, sharing.document, sharing.path, name=sharing.name, whole=whole)
            if copied is manifest:
                raise
            manifest = copied
    return edit(manifest)
