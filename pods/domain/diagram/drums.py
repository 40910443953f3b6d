"""A volume as a cylinder, with where its content comes from and how long it lives."""

from __future__ import annotations

from collections.abc import Iterable

from pods.domain.diagram import icons, sizes
from pods.domain.diagram import words as w
from pods.domain.diagram.geometry import Box
from pods.domain.diagram.lettering import label, path_label, width
from pods.domain.diagram.scene import Drum
from pods.domain.diagram.svg import path, text
from pods.domain.diagram.words import Words
from pods.domain.volumes import VolumeUse

NAME = 12.5  # size of a volume's name
RIM = 4.5  # how far the ends of a cylinder bend
# What else a source names, by its key in the source.
_DETAILS = {
    "configMap": "name",
    "secret": "secretName",
    "persistentVolumeClaim": "claimName",
    "hostPath": "path",
    "nfs": "server",
    "image": "reference",
    "csi": "driver",
}
_SHORT = {"persistentVolumeClaim": "PVC"}


def drum(of: Drum, words: Words) -> str:
    """The drawing of a volume, without the group around it."""
    box = of.box
    return "".join(
        [
            barrel(box, "drum"),
            icons.icon(icons.source(of.use.volume.source, of.use.memory), box.x + 11, box.cy - 5, "icon ink"),
            *_texts(of, box.x + 35, box.right - 10, words),
        ]
    )


def _texts(of: Drum, x: float, right: float, words: Words) -> Iterable[str]:
    """Name above source; the lifetime stands beside whichever leaves it room."""
    lifetime = words(w.lifetime(of.use))
    name, source = of.use.volume.name or words(w.NO_NAME), _source(of.use, words)
    taken = width(lifetime, sizes.SMALL) + 10
    name_room = right - x - taken
    above = width(label(name, NAME, 999, True), NAME, True) <= name_room
    upper, lower = of.box.y + 23, of.box.y + 37
    yield text(x, upper, label(name, NAME, name_room if above else right - x, True), "volume-name")
    yield text(x, lower, path_label(source, sizes.SMALL, right - x if above else name_room), "small")
    yield text(right, upper if above else lower, lifetime, "small lifetime", "end")


def barrel(box: Box, class_: str) -> str:
    """A cylinder that stands, its lid seen from above."""
    x, right, top, low = (f"{v:g}" for v in (box.x, box.right, box.y + RIM, box.bottom - RIM))
    bend = f"{box.w / 2:g} {RIM:g} 0 0"
    body = f"M{x} {top}A{bend} 1 {right} {top}V{low}A{bend} 1 {x} {low}z"
    return path(body, class_) + path(f"M{x} {top}A{bend} 0 {right} {top}", "rim")


def _source(use: VolumeUse, words: Words) -> str:
    volume = use.volume
    source = _SHORT.get(volume.source, volume.source)
    if not use.uses:
        return f"{source} · {words(w.NOT_MOUNTED)}"
    if use.memory:
        return f"{source} {words(w.IN_MEMORY)}"
    if volume.claim_template:
        return f"{source} · {words(w.CLAIM_TEMPLATE)}"
    detail = volume.spec.get(_DETAILS.get(volume.source, ""))
    return f"{source} {detail}" if isinstance(detail, str) and detail != volume.name else source
