"""Text to trees, by libyaml's events: one tree a document, with limits checked while reading.

PyYAML's own composer is not used: it refuses anchors that are defined again and keeps no alias apart from its
target, and both are things Kubernetes reads and edits must respect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from pods.domain.manifest.limits import Limits
from pods.domain.manifest.nodes import Alias, Content, Mapping, Node, Scalar, Sequence, content
from pods.domain.manifest.problems import Lines, Problem, Unreadable
from pods.domain.manifest.scalars import TAG_PREFIX
from pods.domain.messages import Message, gettext_noop, say

_CORE_TAGS = frozenset({"str", "int", "float", "bool", "null", "binary", "timestamp", "merge"})
# A long text weighs as much as one node per so many characters, so that one limit bounds nodes and text alike.
CHARACTERS_A_UNIT = 16
_COLLECTION_TAGS = {yaml.MappingStartEvent: "map", yaml.SequenceStartEvent: "seq"}


@dataclass(frozen=True, slots=True)
class Tree:
    """A document of the stream; `root` is None when it is empty. `start` is where its content or marker stands."""

    start: int
    root: Content | None


class Composer:
    """Builds the trees of one text; raises Unreadable at the first thing that makes it unusable.

    `base` is added to every offset, for a text that is a part of a longer one.
    """

    def __init__(self, lines: Lines, limits: Limits, base: int = 0) -> None:
        self._lines = lines
        self._limits = limits
        self._base = base
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Node | None] = []  # for every open collection the key that waits for its value
        self._anchors: dict[str, Content] = {}
        self._root: Content | None = None

    def trees(self, events: Iterator[Any]) -> Iterator[Tree]:
        """The documents of the stream, empty ones included."""
        start = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._add(self._scalar(event))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._begin(event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._finish(event)
            elif kind is yaml.AliasEvent:
                self._add(self._alias(event))
            elif kind is yaml.DocumentStartEvent:
                start = self._base + event.start_mark.index
                self._anchors, self._root = {}, None
            elif kind is yaml.DocumentEndEvent:
                yield Tree(start, self._root)

    def _scalar(self, event: Any) -> Scalar:
        tag = event.tag
        if tag is not None:
            tag = self._core_tag(event, _CORE_TAGS)
        start, end = self._base + event.start_mark.index, self._base + event.end_mark.index
        plain = not event.style and event.tag != "!"
        style = event.style or ""
        weight = 1 + len(event.value) // CHARACTERS_A_UNIT
        return Scalar(start, end, event.value, plain, tag, event.anchor, style, weight)

    def _begin(self, event: Any) -> None:
        if event.tag is not None:
            self._core_tag(event, frozenset({_COLLECTION_TAGS[type(event)]}))
        if len(self._open) >= self._limits.depth:
            self._refuse("depth-limit", event, say(_TOO_DEEP, limit=self._limits.depth), say(_TOO_DEEP_HELP))
        start = self._base + event.start_mark.index
        kind = Mapping if type(event) is yaml.MappingStartEvent else Sequence
        node = kind(start, start, bool(event.flow_style), event.anchor)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._open.append(node)
        self._keys.append(None)

    def _finish(self, event: Any) -> None:
        node = self._open.pop()
        self._keys.pop()
        if node.flow:
            node.end = self._base + event.end_mark.index
        elif isinstance(node, Mapping):
            # libyaml ends a block collection where the next token starts; its content ends with its last child.
            node.end = node.pairs[-1][1].end if node.pairs else node.start
        else:
            node.end = node.items[-1].end if node.items else node.start
        self._add(node)

    def _alias(self, event: Any) -> Alias:
        target = self._anchors.get(event.anchor)
        if target is None:
            self._refuse("syntax", event, say(_UNDEFINED, name=event.anchor), say(_UNDEFINED_HELP))
        if any(node is target for node in self._open):
            self._refuse("syntax", event, say(_RECURSIVE, name=event.anchor), say(_RECURSIVE_HELP))
        start, end = self._base + event.start_mark.index, self._base + event.end_mark.index
        return Alias(start, end, event.anchor, target, target.weight)

    def _add(self, node: Node) -> None:
        if isinstance(node, Scalar) and node.anchor is not None:
            self._anchors[node.anchor] = node
        if not self._open:
            self._root = content(node)
            return
        parent = self._open[-1]
        parent.weight += node.weight
        if parent.weight > self._limits.expansion:
            self._refuse_at(
                "alias-limit", node.start, say(_TOO_MUCH, limit=self._limits.expansion), say(_TOO_MUCH_HELP)
            )
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            if type(content(node)) is not Scalar:
                self._refuse_at("syntax", node.start, say(_COMPLEX_KEY), say(_COMPLEX_KEY_HELP))
            self._keys[-1] = node
        else:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def _core_tag(self, event: Any, known: frozenset[str]) -> str | None:
        tag: str = event.tag
        if tag == "!":
            return "str" if known is _CORE_TAGS else None
        name = tag.removeprefix(TAG_PREFIX)
        if name == tag or name not in known:
            self._refuse(
                "syntax", event, say(_UNKNOWN_TAG, tag=tag.replace(TAG_PREFIX, "!!")), say(_UNKNOWN_TAG_HELP)
            )
        return name

    def _refuse(self, rule: str, event: Any, message: Message, help: Message) -> NoReturn:
        self._refuse_at(rule, self._base + event.start_mark.index, message, help)

    def _refuse_at(self, rule: str, offset: int, message: Message, help: Message) -> NoReturn:
        raise Unreadable(Problem(rule, message, help, self._lines.position(offset), rejected_by_api=True))


_TOO_DEEP = gettext_noop("Lists and mappings are nested deeper than the depth limit of %(limit)d.")
_TOO_DEEP_HELP = gettext_noop(
    "No Kubernetes object is nested that deep; check the brackets and the indentation."
)
_TOO_MUCH = gettext_noop(
    "With its aliases written out the document is larger than the alias limit of %(limit)d nodes."
)
_TOO_MUCH_HELP = gettext_noop("Write the repeated parts out, or use fewer aliases that repeat other aliases.")
_UNDEFINED = gettext_noop("The alias *%(name)s has no anchor &%(name)s before it in this document.")
_UNDEFINED_HELP = gettext_noop(
    "Define the anchor first, or quote the value if the asterisk is meant literally."
)
_RECURSIVE = gettext_noop("The alias *%(name)s stands inside its own anchor: a recursive alias.")
_RECURSIVE_HELP = gettext_noop("An object cannot contain itself; write out what is meant.")
_COMPLEX_KEY = gettext_noop("A list or a mapping cannot be a key here.")
_COMPLEX_KEY_HELP = gettext_noop("Keys of Kubernetes objects are plain text; use a string.")
_UNKNOWN_TAG = gettext_noop("The tag %(tag)s is not known to Kubernetes; nothing was executed.")
_UNKNOWN_TAG_HELP = gettext_noop(
    "Remove the tag, or process the file first with the tool it was written for."
)
