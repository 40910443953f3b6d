"""Single files of a volume, and single sources of a projected one: added, changed, taken out (FACTS G.1 27, 30)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain.edits import accepted
from pods.domain.edits.file_items import DownwardFile, KeyFile, downward_files, key_files
from pods.domain.edits.lists import append_item, remove_item
from pods.domain.edits.optional import merged
from pods.domain.edits.projections import Projection, projections
from pods.domain.edits.put import put
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod, Volume

__all__ = [
    "add_file",
    "add_projection",
    "change_file",
    "change_projection",
    "file_lists",
    "remove_file",
    "remove_projection",
]

_WITH_FILES = ("configMap", "secret", "downwardAPI")
_OF_FILE = ("key", "path", "mode", "fieldRef", "resourceFieldRef")
_OF_PROJECTION = ("name", "optional", "path", "audience", "expirationSeconds")


def file_lists(volume: Volume) -> Mapping[str, list[Any]]:
    """The files that a volume lists, by the path of the source that lists them; projected ones have several."""
    sources = [(paths.join(volume.path, volume.source), volume.source, volume.spec)]
    if volume.source == "projected":
        sources = [
            (paths.join(at, kind), kind, content)
            for at, source in _projected(volume)
            for kind, content in source.items()
        ]
    return {
        at: found if isinstance(found := content.get("items"), list) else []
        for at, kind, content in sources
        if kind in _WITH_FILES and isinstance(content, Mapping)
    }


def add_file(
    manifest: Manifest, pod: Pod, volume: Volume, source: str, file: KeyFile | DownwardFile
) -> Manifest:
    """List one more file at the path of a source. A source without a list makes files of all its keys till then.

    Raises EditRefused.
    """
    entry = _file(file)
    _free(volume, entry["path"], "")
    return append_item(manifest, pod.document, paths.join(source, "items"), entry)


def change_file(
    manifest: Manifest, pod: Pod, volume: Volume, at: str, file: KeyFile | DownwardFile
) -> Manifest:
    """Another file in the place of the one at a path; what it says beyond that stays. Raises EditRefused."""
    entry = _file(file)
    _free(volume, entry["path"], at)
    old = manifest.value(pod.document, at)
    for nested in ("fieldRef", "resourceFieldRef"):
        if nested in entry:
            entry[nested] = merged(paths.value_at(old, nested), {"divisor": None, **entry[nested]})
    return put(manifest, pod.document, at, merged(old, dict.fromkeys(_OF_FILE) | entry))


def remove_file(manifest: Manifest, pod: Pod, at: str) -> Manifest:
    """Take the file at a path from its list. Raises EditRefused."""
    return _without(manifest, pod, at)


def add_projection(manifest: Manifest, pod: Pod, volume: Volume, projection: Projection) -> Manifest:
    """One more source in the directory of a projected volume. Raises EditRefused."""
    entry = projections([projection])[0]
    if path := paths.value_at(entry, "serviceAccountToken.path"):
        _free(volume, path, "")
    at = paths.join(paths.join(volume.path, "projected"), "sources")
    return append_item(manifest, pod.document, at, entry)


def change_projection(
    manifest: Manifest, pod: Pod, volume: Volume, at: str, projection: Projection
) -> Manifest:
    """What the source at a path says, of the same kind; its files stay as they are. Raises EditRefused."""
    kind, wanted = next(iter(projections([projection])[0].items()))
    if path := wanted.get("path"):
        _free(volume, path, at)
    within = paths.join(at, kind)
    old = manifest.value(pod.document, within)
    asked = dict.fromkeys(_OF_PROJECTION) | {key: wanted[key] for key in wanted if key != "items"}
    return put(manifest, pod.document, within, merged(old, asked, {"optional": False}))


def remove_projection(manifest: Manifest, pod: Pod, at: str) -> Manifest:
    """Take the source at a path from a projected volume. Raises EditRefused."""
    return _without(manifest, pod, at)


def _file(file: KeyFile | DownwardFile) -> dict[str, Any]:
    return key_files([file])[0] if isinstance(file, KeyFile) else downward_files([file])[0]


def _without(manifest: Manifest, pod: Pod, at: str) -> Manifest:
    return remove_item(manifest, pod.document, paths.parent(at), int(paths.steps(at)[-1]))


def _free(volume: Volume, path: str, at: str) -> None:
    """Refuse a path that another file of the volume has."""
    accepted.different("path", [*(other for own, other in _paths(volume) if own != at), path])


def _paths(volume: Volume) -> Iterator[tuple[str, str]]:
    """Where a file is listed, and its path in the volume."""
    listed = [
        (paths.join(paths.join(source, "items"), index), entry)
        for source, entries in file_lists(volume).items()
        for index, entry in enumerate(entries)
    ]
    tokens = [(at, source.get("serviceAccountToken")) for at, source in _projected(volume)]
    taken: set[str] = set()
    for at, entry in [*listed, *tokens]:
        path = paths.value_at(entry, "path")
        if isinstance(path, str) and path not in taken:  # one that stands there twice already is no news
            taken.add(path)
            yield at, path


def _projected(volume: Volume) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found = volume.spec.get("sources") if volume.source == "projected" else None
    at = paths.join(paths.join(volume.path, "projected"), "sources")
    for index, source in enumerate(found if isinstance(found, list) else []):
        if isinstance(source, Mapping):
            yield paths.join(at, index), source
