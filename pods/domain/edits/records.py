"""What patterns added to a pod, kept beside it in an annotation, as Istio keeps `sidecar.istio.io/status`.

The record makes taking out, switching and numbering exact. It is data that anybody may have edited: what cannot be
read is no record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pods.domain.edits.fields import set_field
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say

ANNOTATION = "podwright.dev/patterns"
_LARGEST = 200_000  # characters; the API takes 256 KiB for all annotations together
_MOST = 100

# Keys of mappings, and for items of lists the fields that tell them apart. The first step is "main", "spec",
# "metadata" (of the pod), or the kind and name of an object.
Way = tuple[str | Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: something new at `way`, or another value there (`was`, then `now`)."""

    way: Way
    added: bool
    was: Any = None
    now: Any = None


@dataclass(frozen=True, slots=True)
class Named:
    """A volume or an object of a pattern: the name it wished for, the one it has, and whether it was added."""

    wished: str
    name: str
    added: bool
    kind: str = "Volume"


@dataclass(frozen=True, slots=True)
class Record:
    """One pattern that was added: what it was asked for, and what it did."""

    id: str
    variant: str
    main: str  # "" for a pattern that needs no main container
    parameters: Mapping[str, Any]  # those that were given
    helpers: tuple[str, ...]
    named: tuple[Named, ...] = ()
    steps: tuple[Step, ...] = ()


def same_pod(manifest: Manifest, pod: Pod) -> Pod:
    """The pod as an edited manifest has it. Raises EditRefused when the edit has left no pod there."""
    found = next((p for p in manifest.pods if (p.document, p.path) == (pod.document, pod.path)), None)
    if found is None:
        raise EditRefused(say(_GONE, pod=pod.name))
    return found


def template_path(pod: Pod) -> str:
    """The path of what has the pod's metadata: its template, or the object itself where a custom resource holds a pod
    spec that is no template's."""
    holder = paths.parent(pod.path)
    steps = paths.steps(pod.path)
    if len(steps) == 1 or steps[-2:] == ["template", "spec"] or pod.path == owner_path(pod) + ".spec":
        return holder
    return owner_path(pod)


def owner_path(pod: Pod) -> str:
    """The path of the object that holds the pod."""
    return "" if pod.item is None else f"{pod.path[: pod.path.index('items[')]}items[{pod.item}]"


def annotation_path(pod: Pod) -> str:
    """The path of the annotation that holds the records."""
    return paths.join(paths.join(paths.join(template_path(pod), "metadata"), "annotations"), ANNOTATION)


def records(pod: Pod) -> tuple[Record, ...]:
    """The patterns that the pod's annotation says were added, in that order."""
    if template_path(pod) == paths.parent(pod.path):
        return of_annotation(pod.annotations.get(ANNOTATION, ""))
    found = paths.value_at(pod.owner, paths.join("metadata.annotations", ANNOTATION))
    return of_annotation(found if isinstance(found, str) else "")


def of_annotation(text: str) -> tuple[Record, ...]:
    """The records a text holds; those that cannot be read are left out."""
    try:
        found = json.loads(text) if 0 < len(text) <= _LARGEST else []
    except (ValueError, RecursionError):
        return ()
    read = [_read(entry) for entry in (found if isinstance(found, list) else [])[:_MOST]]
    return tuple(record for record in read if record is not None)


def as_annotation(found: tuple[Record, ...]) -> str:
    """The annotation's value."""
    return json.dumps([_written(record) for record in found], separators=(",", ":"), ensure_ascii=True)


def with_new_name(manifest: Manifest, pod: Pod, kind: str, old: str, name: str) -> Manifest:
    """Keep the records in step with a rename of a Container, a Volume or an object. Raises EditRefused."""
    found = records(pod)
    changed = tuple(_renamed(record, kind, old, name) for record in found)
    if changed == found:
        return manifest
    return set_field(manifest, pod.document, annotation_path(pod), as_annotation(changed))


def _renamed(record: Record, kind: str, old: str, name: str) -> Record:
    if kind == "Container":
        main = name if record.main == old else record.main
        return replace(record, main=main, helpers=tuple(name if h == old else h for h in record.helpers))
    named = tuple(
        replace(each, name=name) if (each.kind, each.name) == (kind, old) else each for each in record.named
    )
    was = {"kind": kind, "name": old}  # so begins the way to what a step changed in an object beside the pod
    steps = tuple(
        replace(each, way=({**was, "name": name}, *each.way[1:])) if each.way[0] == was else each
        for each in record.steps
    )
    return replace(record, named=named, steps=steps)


def _written(record: Record) -> dict[str, Any]:
    written = {
        "id": record.id,
        "variant": record.variant,
        "main": record.main,
        "parameters": dict(record.parameters),
        "helpers": list(record.helpers),
        "named": [[each.kind, each.wished, each.name, each.added] for each in record.named],
        "steps": [_step(step) for step in record.steps],
    }
    return {key: value for key, value in written.items() if value not in ("", [], {})}


def _step(step: Step) -> dict[str, Any]:
    way = [part if isinstance(part, str) else dict(part) for part in step.way]
    return {"add": way} if step.added else {"set": way, "was": step.was, "now": step.now}


def _read(entry: Any) -> Record | None:
    try:
        return Record(
            id=_text(entry["id"]),
            variant=_text(entry["variant"]),
            main=_text(entry.get("main", "")),
            parameters=dict(entry.get("parameters", {})),
            helpers=tuple(map(_text, entry.get("helpers", []))),
            named=tuple(_named(*each) for each in entry.get("named", [])),
            steps=tuple(_steps(entry.get("steps", []))),
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        return None


def _named(kind: Any, wished: Any, name: Any, added: Any) -> Named:
    return Named(_text(wished), _text(name), added is True, _text(kind))


def _steps(entries: Any) -> Iterator[Step]:
    for entry in entries:
        if "add" in entry:
            yield Step(_way(entry["add"]), added=True)
        else:
            yield Step(_way(entry["set"]), added=False, was=entry["was"], now=entry["now"])


def _way(parts: Any) -> Way:
    way = tuple(parts)
    # The first step alone would be the whole pod; only the end of the stream is named by one.
    if (
        not way
        or (len(way) == 1 and isinstance(way[0], str))
        or not all(isinstance(part, str | dict) for part in way)
    ):
        raise ValueError(way)
    return way


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


_GONE = gettext_noop("The pod %(pod)s would be no pod any more; edit it in the text.")
