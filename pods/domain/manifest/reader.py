"""Reading a manifest: text in, everything it says out, and every problem of the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pods.domain.manifest import encoding, paths, stream, syntax
from pods.domain.manifest.compose import Tree
from pods.domain.manifest.containers import text as text_of
from pods.domain.manifest.encoding import Decoded, decode, encode
from pods.domain.manifest.limits import DEFAULT, Limits
from pods.domain.manifest.manifest import Document, Manifest, trace
from pods.domain.manifest.nodes import Node
from pods.domain.manifest.pods import pods_of
from pods.domain.manifest.problems import Lines, Position, Problem, Unreadable
from pods.domain.manifest.values import Reading
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

__all__ = ["DEFAULT", "Decoded", "Limits", "Unreadable", "decode", "encode", "read", "unusable"]

# Characters that change how a line reads without being seen: zero-width, bidi controls, soft hyphen.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_MOST_INVISIBLE = 20


def read(text: str, limits: Limits = DEFAULT) -> Manifest:
    """What the text says. Never raises: a text that cannot be used comes back with `error` set."""
    try:
        return _read(text, limits)
    except Unreadable as unreadable:
        return unusable(text, unreadable.problem)


def unusable(text: str, error: Problem) -> Manifest:
    """The manifest of a text that cannot be used."""
    return Manifest(text, error, (), (), (), (), Lines(text))


def first_document(text: str, limits: Limits = DEFAULT) -> Document | None:
    """The first document of a text that need not hold objects, empty ones left out. Raises Unreadable."""
    lines = Lines(text)
    reader = _Reader(text, lines)
    documents = (reader.document(i, tree) for i, tree in enumerate(_trees(text, lines, limits)))
    return next((document for document in documents if document.root is not None), None)


def _read(text: str, limits: Limits) -> Manifest:
    lines = Lines(text)
    return _Reader(text, lines).manifest(_trees(text, lines, limits))


def _trees(text: str, lines: Lines, limits: Limits) -> list[Tree]:
    encoding.check_size(len(text.encode("utf-8", "surrogatepass")), limits)
    hopeless = syntax.control_character(text, lines) or syntax.markup(text, lines)
    if hopeless is not None:
        raise Unreadable(hopeless)
    return stream.trees(text, lines, limits)


class _Reader:
    """Gathers documents, objects, pods and problems of one text."""

    def __init__(self, text: str, lines: Lines) -> None:
        self._text = text
        self._lines = lines
        self._problems: list[Problem] = []
        self._index = 0

    def manifest(self, trees: list[Tree]) -> Manifest:
        documents = [self.document(index, tree) for index, tree in enumerate(trees)]
        objects = [found for document in documents for found in self._objects(document)]
        pods = [pod for found in objects for pod in self._pods(found, documents)]
        problems = (*self._stream_problems(documents, bool(objects)), *self._problems)
        useless = next((p for p in self._problems if p.rule == "not-an-object" and p.rejected_by_api), None)
        if not objects and useless is not None:
            raise Unreadable(useless)
        return Manifest(
            self._text, None, problems, tuple(documents), tuple(objects), tuple(pods), self._lines
        )

    def document(self, index: int, tree: Tree) -> Document:
        """One document, whatever it holds; what is wrong with its values is added to the problems."""
        self._index = index
        root = tree.root
        start = tree.start if root is None else root.start
        value = None if root is None else Reading(self._report, self._line_of).value(root)
        line = self._lines.line(start)
        if not isinstance(value, dict):
            return Document(index, line, None, None, None, None, value, root)
        metadata = value.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        return Document(
            index,
            line,
            text_of(value.get("apiVersion")) or None,
            text_of(value.get("kind")) or None,
            text_of(metadata.get("name")) or None,
            text_of(metadata.get("namespace")) or None,
            value,
            root,
        )

    def _objects(self, document: Document) -> Iterator[Object]:
        self._index = document.index
        position = self._lines.position(self._lines.start(document.line)) if document.root is None else None
        at = position or self._lines.position(document.root.start)  # type: ignore[union-attr]
        if document.value is None:
            if document.root is not None and document.root.end > document.root.start:
                self._problem(
                    "not-an-object",
                    Severity.WARNING,
                    at,
                    say(_NULL, number=document.index + 1),
                    say(_NULL_HELP),
                )
            return
        yield from self._object(document, document.value, "", None)

    def _object(self, document: Document, value: Any, path: str, item: int | None) -> Iterator[Object]:
        wrong = _not_an_object(value, document.index + 1, path)
        if wrong is not None:
            message, help_ = wrong
            at = self._at(document, path)
            self._problem("not-an-object", Severity.ERROR, at, message, help_, rejected=True)
            return
        items = value.get("items")
        if text_of(value["kind"]).endswith("List") and isinstance(items, list):
            for index, entry in enumerate(items):
                entry_path = paths.join(paths.join(path, "items"), index)
                yield from self._object(document, entry, entry_path, index if item is None else item)
            return
        metadata = value.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        yield Object(
            document.index,
            item,
            text_of(value.get("apiVersion")),
            text_of(value["kind"]),
            text_of(metadata.get("name")),
            text_of(metadata.get("namespace")) or None,
            value,
            path,
            self._at(document, path).line,
        )

    def _pods(self, found: Object, documents: list[Document]) -> Iterator[Pod]:
        document = documents[found.document]
        return pods_of(found, lambda path: self._at(document, path).line)

    def _stream_problems(self, documents: list[Document], has_objects: bool) -> Iterator[Problem]:
        if not has_objects:
            yield self._nothing(documents)
        for offset in stream.marked_documents(self._text):
            yield self._warning("byte-order-mark", offset, say(_BOM), say(_BOM_HELP))
        marks = set(stream.marked_documents(self._text)) | {0 if self._text.startswith(stream.BOM) else -1}
        seen = [m for m in _INVISIBLE.finditer(self._text) if m.start() not in marks]
        for match in seen[:_MOST_INVISIBLE]:
            name = f"U+{ord(match.group()):04X}"
            yield self._warning(
                "invisible-character", match.start(), say(_UNSEEN, name=name), say(_UNSEEN_HELP)
            )

    def _nothing(self, documents: list[Document]) -> Problem:
        if any(document.value is not None for document in documents):
            return self._warning("empty", 0, say(_NO_ITEMS), say(_NOTHING_HELP))
        message = _ONLY_EMPTY if documents else _ONLY_COMMENTS if self._text.strip() else _NOTHING
        return self._warning("empty", 0, say(message), say(_NOTHING_HELP))

    def _warning(self, rule: str, offset: int, message: Message, help: Message) -> Problem:
        return Problem(rule, message, help, self._lines.position(offset), Severity.WARNING)

    def _at(self, document: Document, path: str) -> Position:
        if document.root is None:
            return self._lines.position(self._lines.start(document.line))
        start, node = trace(document.root, path)
        return self._lines.position(start, max(start, node.end))

    def _report(
        self, rule: str, severity: Severity, node: Node, message: Message, help: Message, rejected: bool
    ) -> None:
        self._problem(rule, severity, self._lines.position(node.start, node.end), message, help, rejected)

    def _problem(
        self,
        rule: str,
        severity: Severity,
        at: Position,
        message: Message,
        help: Message,
        rejected: bool = False,
    ) -> None:
        self._problems.append(Problem(rule, message, help, at, severity, self._index, rejected))

    def _line_of(self, node: Node) -> int:
        return self._lines.line(node.start)


def _not_an_object(value: Any, number: int, path: str) -> tuple[Message, Message] | None:
    """Why a document or an item of a List is no Kubernetes object; None when it is one."""
    if not isinstance(value, dict):
        what = _A_LIST if isinstance(value, list) else _A_SCALAR
        return say(what, number=number), say(_A_SCALAR_HELP)
    if "kind" in value and isinstance(value["kind"], str) and value["kind"]:
        return None
    if "services" in value and "apiVersion" not in value:
        return say(_COMPOSE), say(_COMPOSE_HELP)
    return say(_NO_KIND if not path else _NO_KIND_ITEM, number=number), say(_NO_KIND_HELP)


_NULL = gettext_noop("Document %(number)d is null: Kubernetes skips it.")
_NULL_HELP = gettext_noop("Remove it, or write an object.")
_A_LIST = gettext_noop("A manifest is a mapping with apiVersion and kind; document %(number)d is a list.")
_A_SCALAR = gettext_noop(
    "A manifest is a mapping with apiVersion and kind; document %(number)d holds a plain value."
)
_A_SCALAR_HELP = gettext_noop(
    "Write each object as a document of its own, separated by --- lines, or in the items of a List."
)
_COMPOSE = gettext_noop("This is a Compose file, not a Kubernetes manifest.")
_COMPOSE_HELP = gettext_noop("Convert it first, for example with `kompose convert`.")
_NO_KIND = gettext_noop("Document %(number)d has no kind, so it is no Kubernetes object.")
_NO_KIND_ITEM = gettext_noop(
    "An item of the List in document %(number)d has no kind, so it is no Kubernetes object."
)
_NO_KIND_HELP = gettext_noop("Add apiVersion and kind, such as `apiVersion: v1` and `kind: Pod`.")
_NOTHING = gettext_noop("There is nothing in this file.")
_ONLY_COMMENTS = gettext_noop("There is no document in this file, only comments or blank lines.")
_ONLY_EMPTY = gettext_noop("There are only empty documents in this file.")
_NO_ITEMS = gettext_noop("The List in this file has no items.")
_NOTHING_HELP = gettext_noop("Paste a manifest, or start from an example.")
_BOM = gettext_noop("A document in the middle of the stream starts with a byte order mark.")
_BOM_HELP = gettext_noop(
    "Delete the invisible U+FEFF at the start of this line; it was left by joining files."
)
_UNSEEN = gettext_noop(
    "The invisible character %(name)s stands here; the text may not be what it looks like."
)
_UNSEEN_HELP = gettext_noop("Delete it, or write it as an escape in a double-quoted string.")
