"""The keys of a ConfigMap or a Secret: their values, names, and what refers to them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted, splice, style
from pods.domain.edits.fields import set_field
from pods.domain.edits.indent import Indent, of_document
from pods.domain.edits.object_users import key_places
from pods.domain.edits.outcome import checked
from pods.domain.edits.places import column, line_end
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.removals import take_out
from pods.domain.edits.splice import Splice
from pods.domain.edits.way import Reached, walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping as MappingNode
from pods.domain.manifest.nodes import Scalar
from pods.domain.manifest.views import Object
from pods.domain.messages import gettext_noop, say

__all__ = ["KEYED", "add_key", "key_path", "keys", "remove_key", "rename_key", "set_key", "value_of_key"]

KEYED = {"ConfigMap": ("data",), "Secret": ("stringData", "data")}  # the first is where new keys go
_LARGEST = 1024 * 1024  # bytes of all keys and values


def keys(of: Object) -> Mapping[str, str]:
    """The keys with texts, and the path of each in its document; what `stringData` says wins over `data`."""
    found: dict[str, str] = {}
    for field in reversed(KEYED.get(of.kind, ())):
        said = of.raw.get(field)
        for key in said if isinstance(said, Mapping) else ():
            found[str(key)] = paths.join(paths.join(of.path, field), str(key))
    return found


def key_path(of: Object, key: str) -> str:
    """Where the value of a key stands. Raises EditRefused."""
    found = keys(of).get(key)
    if found is None:
        raise EditRefused(say(_NO_KEY, key=names.shown(key)))
    return found


def value_of_key(manifest: Manifest, of: Object, key: str) -> str | None:
    """The text of a key, out of its base64 in a Secret's `data`; None where it is no text."""
    at = key_path(of, key)
    value = manifest.value(of.document, at)
    if not isinstance(value, str) or not _is_encoded(of, at):
        return value if isinstance(value, str) else None
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        return None


def set_key(manifest: Manifest, of: Object, key: str, value: str) -> Manifest:
    """Give a key another text, in base64 where the old one was. Raises EditRefused."""
    at = key_path(of, key)
    _refuse_large(manifest, of, {key: value})
    written = base64.b64encode(value.encode()).decode() if _is_encoded(of, at) else value
    reached = walk(manifest, of.document, at)
    change = _line_by_line(manifest, of, reached, written)
    if change is not None:
        text = change.apply(manifest.text)
        return checked(manifest, of.document, at, text, lambda whole: _assign(whole, at, written))
    return set_field(manifest, of.document, at, written)


def add_key(manifest: Manifest, of: Object, key: str, value: str) -> Manifest:
    """A new key behind the others; in a Secret in plain text (`stringData`). Raises EditRefused."""
    accepted.filled("key", key)
    accepted.sound(names.config_key(key))
    if key in keys(of) or key in (of.raw.get("binaryData") or {}):
        raise EditRefused(say(_TAKEN, key=key))
    _refuse_large(manifest, of, {key: value})
    holder = paths.join(of.path, KEYED[of.kind][0])
    at = paths.join(holder, key)
    reached = walk(manifest, of.document, at)
    node, habit = reached.node, _habit(manifest, of)
    if isinstance(node, MappingNode) and not node.flow and node.pairs:
        new: Any = {key: value} if len(reached.missing) > 1 else value
        change = splice.insertion(manifest.text, node, reached.missing[0], new, habit)
        if _line_follows(manifest.text, change.end):
            text = change.apply(manifest.text)
            return checked(manifest, of.document, at, text, lambda whole: _assign(whole, at, value))
    return put(manifest, of.document, at, value)


def rename_key(manifest: Manifest, of: Object, key: str, new: str) -> Manifest:
    """Give a key another name, also where variables, files and mounts name it. Raises EditRefused."""
    if new == key:
        return manifest
    accepted.filled("key", new)
    accepted.sound(names.config_key(new))
    if new in keys(of):
        raise EditRefused(say(_TAKEN, key=new))
    at = key_path(of, key)
    users = list(key_places(manifest, of, key))
    reached = walk(manifest, of.document, at, itself=True)
    assert isinstance(reached.key, Scalar)
    text = splice.replacement(manifest.text, reached.key, new, flow=reached.flow).apply(manifest.text)

    def rename(whole: Any) -> None:
        holder = paths.value_at(whole, paths.parent(at))
        holder[new] = holder.pop(key)

    manifest = checked(manifest, of.document, at, text, rename)
    for document, path in users:
        manifest = set_field(manifest, document, path, new)
    return manifest


def remove_key(manifest: Manifest, of: Object, key: str) -> Manifest:
    """Take a key out. Raises EditRefused, also while something names it."""
    if any(key_places(manifest, of, key)):
        raise EditRefused(say(_USED, key=names.shown(key)))
    return take_out(manifest, of.document, key_path(of, key))


def _is_encoded(of: Object, at: str) -> bool:
    return of.kind == "Secret" and paths.steps(at)[-2] == "data"


def _refuse_large(manifest: Manifest, of: Object, new: Mapping[str, str]) -> None:
    said = {key: value_of_key(manifest, of, key) or "" for key in keys(of)} | dict(new)
    size = sum(len(key) + len(value.encode("utf-8", "surrogatepass")) for key, value in said.items())
    if size > _LARGEST:
        raise EditRefused(say(_TOO_MUCH, size=size, most=_LARGEST))


def _line_by_line(manifest: Manifest, of: Object, reached: Reached, value: str) -> Splice | None:
    """A text of several lines in the place of one that is written in its line; None where that does not fit."""
    text, node, key = manifest.text, reached.node, reached.key
    if isinstance(node, Scalar) and node.style in ("|", ">") and not _line_follows(text, node.end):
        return splice.replacement(text, node, value, flow=False) if value.endswith("\n") else None
    plain = isinstance(node, Scalar) and node.style not in ("|", ">") and not node.anchor and not node.tag
    if not plain or reached.flow or not isinstance(key, Scalar) or "\n" in text[node.start : node.end]:
        return None
    end = line_end(text, node.end)
    head, *lines = style.block_lines("key", value, " " * column(text, key.start), _habit(manifest, of))
    if not lines or not _line_follows(text, end) or node.end == node.start:
        return None
    kept = text[node.end : end]
    below = "".join(style.newline(text) + line for line in lines)
    return Splice(node.start, end, head.partition(": ")[2] + kept + below)


def _line_follows(text: str, end: int) -> bool:
    return text[end : end + 1] in ("\r", "\n") or text[max(end - 1, 0) : end] in ("\r", "\n")


def _habit(manifest: Manifest, of: Object) -> Indent:
    root = manifest.documents[of.document].root
    assert root is not None  # an object stands in it
    return replace(of_document(manifest.text, root), literal=True)


def _assign(whole: Any, path: str, value: str) -> None:
    *way, last = paths.steps(path)
    for step in way:
        if isinstance(whole, dict) and whole.get(step) is None:
            whole[step] = {}
        whole = whole[step]
    whole[last] = value


_NO_KEY = gettext_noop("It has no key %(key)s any more.")
_TAKEN = gettext_noop("It has a key %(key)s already; change that one, or choose another name.")
_USED = gettext_noop("Something of the pod names the key %(key)s; remove that first.")
_TOO_MUCH = gettext_noop(
    "All keys together have %(size)d bytes, %(most)d is the most; keep large files in a volume."
)
