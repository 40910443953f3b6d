"""Trees to plain values, as kubectl's conversion from YAML to JSON makes them, and what gets lost on the way."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from pods.domain.manifest import scalars
from pods.domain.manifest.nodes import Content, Mapping, Node, Scalar, Sequence, content, is_merge_key, merged
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

# rule, severity, node, message, help, refused by kubectl or the API
Report = Callable[[str, Severity, Node, Message, Message, bool], None]


class Reading:
    """Reads the trees of one document. Values that several aliases share are read once and shared too."""

    def __init__(self, report: Report, line_of: Callable[[Node], int]) -> None:
        self._report = report
        self._line_of = line_of
        self._read: dict[int, Any] = {}

    def value(self, node: Node) -> Any:
        """The plain value: dicts with text keys, lists, strings, numbers, booleans and None."""
        target = content(node)
        if isinstance(target, Scalar):
            return self._scalar(target)
        if target.anchor is None:
            return self._collection(target)
        known = self._read.get(id(target))
        if known is None:
            known = self._read[id(target)] = self._collection(target)
        return known

    def _collection(self, node: Content) -> Any:
        if isinstance(node, Sequence):
            return [self.value(item) for item in node.items]
        assert isinstance(node, Mapping)
        return self._mapping(node)

    def _mapping(self, node: Mapping) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, Node] = {}
        merges: list[Node] = []
        for key_node, value_node in node.pairs:
            if is_merge_key(key_node):
                merges.append(value_node)
                continue
            key = self._key(key_node)
            if key in first:
                self._doubled(key, first[key], key_node)
            first[key] = key_node
            result[key] = self.value(value_node)
        for merge in merges:
            self._merge(merge, result)
        return result

    def _merge(self, value: Node, into: dict[str, Any]) -> None:
        for source in merged(value):
            for key, item in self.value(source).items():
                into.setdefault(key, item)

    def _key(self, node: Node) -> str:
        target = content(node)
        assert isinstance(target, Scalar)  # the composer refuses other keys
        if not target.plain and target.tag is None:
            return target.text
        value = self._scalar(target)
        if isinstance(value, str):
            return value
        key = _json(value)
        message = say(_KEY_NOT_TEXT, key=target.text or "null", read=key)
        # kubectl's conversion knows no way to write a null key (FACTS G; sigs.k8s.io/yaml).
        self._report("key-not-text", Severity.WARNING, node, message, say(_KEY_NOT_TEXT_HELP), value is None)
        return key

    def _doubled(self, key: str, first: Node, second: Node) -> None:
        message = say(_DOUBLED, key=key, first=self._line_of(first), second=self._line_of(second))
        self._report("duplicate-key", Severity.ERROR, second, message, say(_DOUBLED_HELP), False)

    def _scalar(self, node: Scalar) -> Any:
        if node.tag is None:
            value = scalars.plain(node.text) if node.plain else node.text
        else:
            try:
                value = scalars.tagged(node.tag, node.text)
            except scalars.BadScalar:
                message = say(_BAD_TAG, text=node.text, tag=node.tag)
                self._report("syntax", Severity.ERROR, node, message, say(_BAD_TAG_HELP), True)
                return node.text
        if isinstance(value, float) and not math.isfinite(value):
            self._report(
                "number", Severity.ERROR, node, say(_NOT_FINITE, text=node.text), say(_NOT_FINITE_HELP), True
            )
            return node.text
        return value


def _json(value: bool | int | float | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else repr(value)


_KEY_NOT_TEXT = gettext_noop("The key %(key)s is not text; Kubernetes makes it the text “%(read)s”.")
_KEY_NOT_TEXT_HELP = gettext_noop("Quote the key to say what you mean.")
_DOUBLED = gettext_noop(
    "The key %(key)s stands twice, on lines %(first)d and %(second)d; only the last one counts."
)
_DOUBLED_HELP = gettext_noop("Remove one of the two, or merge them.")
_BAD_TAG = gettext_noop("“%(text)s” cannot be read as !!%(tag)s.")
_BAD_TAG_HELP = gettext_noop("Remove the tag or change the value.")
_NOT_FINITE = gettext_noop("%(text)s is not a number that JSON, and so Kubernetes, can hold.")
_NOT_FINITE_HELP = gettext_noop("Write a finite number.")
