"""One more object in a stream: behind the last document, or as an item of the List that holds its pod."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from pods.domain.edits import style
from pods.domain.edits.indent import of_document
from pods.domain.edits.lists import append_item
from pods.domain.edits.outcome import agreed
from pods.domain.edits.places import past_properties
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping, Node, Scalar, Sequence
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import gettext_noop, say

_MARKER = "---"


def append_object(manifest: Manifest, pod: Pod | Object, value: dict[str, Any]) -> Manifest:
    """Add an object to the stream that a pod (or an object) stands in, written as its document is. Raises EditRefused.

    Line endings, indentation, a missing final newline, and JSON stay what they are.
    """
    _free(manifest, value)
    if pod.item is not None:
        return append_item(manifest, pod.document, f"{pod.path[: pod.path.index('items[')]}items", value)
    text, ending = manifest.text, style.newline(manifest.text)
    is_json = style.is_json_text(text)
    lines = _json(manifest, pod, value) if is_json else _yaml(manifest, pod, value)
    into_empty = _ends_with_marker(text)
    if not into_empty and not (is_json and f"\n{_MARKER}" not in text):
        lines = [_MARKER, *lines]
    has_ending = text.endswith(("\n", "\r"))
    last = ending if has_ending or "\n" in _last(value) else ""  # the last line of a file needs its own
    kept = text if has_ending else _closed(manifest) + ending
    new = kept + ending.join(lines) + last

    def add(documents: list[Any]) -> None:
        if into_empty:
            documents.pop()
        documents.append(value)

    return agreed(manifest, str(value["kind"]), new, add)


def _closed(manifest: Manifest) -> str:
    """The text, made to mean the same with a line break behind it: a `|` that ends it becomes `|-`."""
    text = manifest.text
    node: Node | None = manifest.documents[-1].root if manifest.documents else None
    while isinstance(node, Mapping | Sequence):
        if node.flow:  # nothing between brackets is written line by line
            return text
        node = node.pairs[-1][1] if isinstance(node, Mapping) else node.items[-1]
    if not isinstance(node, Scalar) or node.style not in ("|", ">") or node.text.endswith("\n"):
        return text
    at = past_properties(text, node) + 1
    if "-" in text[at : at + 2]:
        return text
    sign = text.find("+", at, at + 2)
    return f"{text[:at]}-{text[at:]}" if sign < 0 else f"{text[:sign]}-{text[sign + 1 :]}"


def _last(value: Any) -> str:
    """The text that is written last."""
    while isinstance(value, dict | list) and value:
        value = list(value.values() if isinstance(value, dict) else value)[-1]
    return str(value)


def _free(manifest: Manifest, value: dict[str, Any]) -> None:
    """Refuse a name that another object of the kind has in that namespace."""
    metadata = value["metadata"]
    for found in manifest.objects:
        same = (found.kind, found.name, found.namespace or None)
        if same == (value["kind"], metadata["name"], metadata.get("namespace")):
            raise EditRefused(say(_TAKEN, kind=found.kind, name=found.name, line=found.line))


def _ends_with_marker(text: str) -> bool:
    """True when the stream ends with an empty document, which the new one fills."""
    return text.rstrip().rpartition("\n")[2].rpartition("\r")[2] == _MARKER


def _yaml(manifest: Manifest, pod: Pod | Object, value: dict[str, Any]) -> list[str]:
    root = manifest.documents[pod.document].root
    assert root is not None  # a pod stands in it
    habit = replace(of_document(manifest.text, root), literal=True)
    return [line for name, field in value.items() for line in style.block_lines(name, field, "", habit)]


def _json(manifest: Manifest, pod: Pod | Object, value: dict[str, Any]) -> list[str]:
    root = manifest.documents[pod.document].root
    assert root is not None  # a pod stands in it
    written = manifest.text[root.start : root.end]
    if "\n" not in written and "\r" not in written:
        return [style.flow_value(value, quoted=True)]
    second = written.splitlines()[1]
    step = len(second) - len(second.lstrip(" ")) or 2
    return json.dumps(value, indent=step, ensure_ascii=True).split("\n")


_TAKEN = gettext_noop("There is a %(kind)s named %(name)s already, on line %(line)d; choose another name.")
