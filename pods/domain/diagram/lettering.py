"""Names out of manifests as labels that fit their place."""

from __future__ import annotations

from pods.domain.diagram.type import fit, fit_path, visible, width

LONGEST = 400  # characters of a name looked at before it is cut to its place; no label is longer


def label(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text as one visible line, cut with … at its end where it is wider than `room` px."""
    return fit(text[:LONGEST], size, room, bold)


def path_label(path: str, size: float, room: float) -> str:
    """A path, cut with … in its middle, since its last part says most."""
    return fit_path(path[:LONGEST], size, room)


__all__ = ["label", "path_label", "visible", "width"]
