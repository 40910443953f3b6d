"""Unquoted times and dates read differently in other tools

Kubernetes reads 12:30:45 and 2024-01-01 as the text they are. Other readers of YAML, those of Python,
Ruby and several template tools among them, make a number of the one (counting in sixties) and a date of
the other. Quotes make them agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.nodes import Content, Mapping, Node, Scalar, Sequence
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity

# Compiled when a manifest has any such text, which few have.
_SIXTIES = r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?"
_NUMERIC = frozenset("0123456789+-")
# Looked for first in the whole text, where a scalar may begin: few manifests have any.
_ANY = re.compile(r"""[0-9](?<![A-Za-z0-9_."'/:][0-9])[0-9_]*(?::[0-5]?[0-9]|-[0-9]{1,2}-[0-9])""")


@rule(Severity.INFO)
def check(context: Context) -> Iterator[Flaw]:
    if not _ANY.search(context.manifest.text):
        return
    for document in context.manifest.documents:
        for path, scalar in _plain(document.root) if document.root is not None else ():
            if re.fullmatch(_SIXTIES, scalar.text) or re.fullmatch(_DATE, scalar.text):
                message = say(_TEXT, text=names.shown(scalar.text))
                yield Flaw(document.index, path, message, say(_QUOTE), at_value=True)


def _plain(root: Content) -> Iterator[tuple[str, Scalar]]:
    """The unquoted values that begin like numbers; what an alias repeats stands elsewhere already."""
    waiting: list[tuple[str, Node]] = [("", root)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, Mapping):
            pairs = [(k, v) for k, v in node.pairs if isinstance(k, Scalar) and _matters(v)]
            waiting += [(paths.join(path, key.text), value) for key, value in pairs]
        elif isinstance(node, Sequence):
            waiting += [
                (paths.join(path, index), item) for index, item in enumerate(node.items) if _matters(item)
            ]
        elif isinstance(node, Scalar):
            yield path, node


def _matters(node: Node) -> bool:
    if isinstance(node, Scalar):
        return node.plain and node.tag is None and node.text[:1] in _NUMERIC
    return isinstance(node, Mapping | Sequence)


_TEXT = gettext_noop("Kubernetes reads %(text)s as text; other YAML readers make a number or a date of it.")
_QUOTE = gettext_noop("Quote it to have it read as text everywhere.")
