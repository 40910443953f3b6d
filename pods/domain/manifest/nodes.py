"""The tree of a YAML document: what stands where in the text, before it means anything.

Offsets count characters of the text the user wrote. Nodes are made once while composing and never changed after;
they are not frozen only because a 10,000-line stream has tens of thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Scalar:
    """A scalar as written: `text` is its content after unquoting, `plain` tells that it had no quotes or block."""

    start: int
    end: int
    text: str
    plain: bool
    tag: str | None  # core tag without its prefix ("int"), None when untagged
    anchor: str | None = None
    style: str = ""  # "", "'", '"', "|" or ">"
    weight: int = 1


@dataclass(slots=True, eq=False)
class Sequence:
    """A list. `end` is the end of its last item, or of its closing bracket."""

    start: int
    end: int
    flow: bool
    anchor: str | None = None
    items: list[Node] = field(default_factory=list)
    weight: int = 1


@dataclass(slots=True, eq=False)
class Mapping:
    """A mapping with its pairs in the order of the text, merge keys (`<<`) and doubled keys included."""

    start: int
    end: int
    flow: bool
    anchor: str | None = None
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    weight: int = 1


@dataclass(slots=True, eq=False)
class Alias:
    """`*name`: stands for the node that carried `&name` last before it."""

    start: int
    end: int
    name: str
    target: Scalar | Sequence | Mapping
    weight: int = 1


Node = Scalar | Sequence | Mapping | Alias
Content = Scalar | Sequence | Mapping


def content(node: Node) -> Content:
    """The node itself, or what an alias stands for."""
    return node.target if isinstance(node, Alias) else node


def is_merge_key(key: Node) -> bool:
    """True for the plain key `<<`, with or without its tag `!!merge`."""
    return isinstance(key, Scalar) and key.plain and key.text == "<<" and key.tag in (None, "merge")


def merged(value: Node) -> Iterator[Mapping]:
    """The mappings that a merge key's value brings in, the stronger first."""
    value = content(value)
    sources = value.items if isinstance(value, Sequence) else [value]
    for source in map(content, sources):
        if isinstance(source, Mapping):
            yield source


def lookup(mapping: Mapping, key: str) -> tuple[Node, Node] | None:
    """The pair that decides a key's value: the last one written, else one that a merge brings in."""
    for pair in reversed(mapping.pairs):
        if isinstance(pair[0], Scalar) and pair[0].text == key and not is_merge_key(pair[0]):
            return pair
    for name, value in mapping.pairs:
        if is_merge_key(name):
            for source in merged(value):
                found = lookup(source, key)
                if found is not None:
                    return found
    return None
