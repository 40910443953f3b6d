"""A text to its trees, with the liberties kubectl takes and libyaml does not.

kubectl's parser reads `\\'` in double quotes, `[db8::]` in flow style, JSON objects that follow each other without
a separator, escaped surrogates in JSON, and texts whose later documents start with a byte order mark. Where libyaml
stops at one of these, the text it sees is changed in place, character for character, so that every offset stays true.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from pods.domain.manifest import syntax
from pods.domain.manifest.compose import Composer, Tree
from pods.domain.manifest.limits import Limits
from pods.domain.manifest.nodes import Alias, Content, Scalar, Sequence
from pods.domain.manifest.problems import Lines, Problem, Unreadable
from pods.domain.messages import gettext_noop, say

BOM = "\ufeff"
_MARKED_DOCUMENT = re.compile("^---[^\\S\n]*\n\ufeff", re.MULTILINE)
_SURROGATE = re.compile(r"(?<!\\)((?:\\\\)*\\u)[dD][89a-fA-F][0-9a-fA-F]{2}")
# Escapes of one letter that stand in for one libyaml does not know; one the text does not use is taken.
_STAND_INS = {"a": "\a", "v": "\v", "e": "\x1b", "P": "\u2029", "L": "\u2028"}
_COLON = "\uf03a"  # private use: stands in for a colon
_MOST_REPAIRS = 50
Repair = Callable[[Scalar, str], str]  # a scalar and its source, to what was written


def trees(text: str, lines: Lines, limits: Limits) -> list[Tree]:
    """Every document of the text in order; raises Unreadable at what makes the text unusable."""
    result: list[Tree] = []
    for start, part in _parts(text):
        for tree in _trees_of(part, start, lines, limits):
            if len(result) == limits.documents:
                raise Unreadable(_too_many(lines, tree, limits))
            result.append(tree)
    return result


def marked_documents(text: str) -> list[int]:
    """Offsets of the byte order marks at which documents after the first start."""
    return [match.end() - 1 for match in _MARKED_DOCUMENT.finditer(text)] if BOM in text[1:] else []


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text cut before every document that starts with a byte order mark, marks and `---` before them left out."""
    start = 1 if text.startswith(BOM) else 0
    if BOM in text[1:]:
        for match in _MARKED_DOCUMENT.finditer(text):
            yield start, text[start : match.start()]
            start = match.end()
    yield start, text[start:]


def _trees_of(text: str, base: int, lines: Lines, limits: Limits) -> Iterator[Tree]:
    """The documents of one part; where JSON objects follow each other, the rest is read as a stream of its own."""
    source = _Source(text)
    while True:
        composer = Composer(lines, limits, base)
        found: list[Tree] = []
        try:
            for tree in composer.trees(_events(source.text)):
                found.append(tree)
        except yaml.YAMLError as error:
            rest = _next_json(error, source.text)
            if rest is not None and found:
                yield from source.restored(found, base)
                yield from _trees_of(text[rest:], base + rest, lines, limits)
                return
            if not source.repair(error):
                raise Unreadable(syntax.explain(error, text, lines, base)) from None
        except Unreadable as unreadable:
            # `{{ … }}` can be legal YAML, a mapping as a key, that nobody meant.
            unrendered = syntax.template(text, lines, base) if unreadable.problem.rule == "syntax" else None
            raise Unreadable(unrendered or unreadable.problem) from None
        else:
            yield from source.restored(found, base)
            return


def _events(text: str) -> Iterator[Any]:
    # What yaml.parse does, without a step in Python for each of thousands of events.
    return iter(yaml.CSafeLoader(text).get_event, None)


def _next_json(error: yaml.YAMLError, text: str) -> int | None:
    mark = getattr(error, "problem_mark", None)
    if mark is None or "<document start>" not in str(getattr(error, "problem", "")):
        return None
    return mark.index if text.lstrip()[:1] == "{" and text[mark.index : mark.index + 1] == "{" else None


class _Source:
    """The text libyaml sees, and how to give scalars back what was written where it had to be changed."""

    def __init__(self, text: str) -> None:
        self.text = self._written = text
        self._repairs: dict[str, Repair] = {}
        self._left = _MOST_REPAIRS

    def repair(self, error: yaml.YAMLError) -> bool:
        """Change what libyaml stopped at; False when there is nothing to change."""
        said, mark = str(getattr(error, "problem", "")), getattr(error, "problem_mark", None)
        if mark is None or self._left == 0:
            return False
        self._left -= 1
        if "unknown escape character" in said and "'" in self.text[mark.index : mark.index + 2]:
            return self._quote(self.text.index("'", mark.index))
        if "invalid Unicode character escape" in said and self.text.lstrip()[:1] in ("{", "["):
            return self._surrogates()
        if "found unexpected ':'" in said and self.text[mark.index : mark.index + 1] == ":":
            return self._colon(mark.index)
        return False

    def restored(self, trees: list[Tree], base: int) -> list[Tree]:
        """The trees, with what was written in every scalar."""
        for node in _scalars(trees) if self._repairs else ():
            for repair in self._repairs.values():
                node.text = repair(node, self._written[node.start - base : node.end - base])
        return trees

    def _quote(self, at: int) -> bool:
        letter = next((c for c in _STAND_INS if f"\\{c}" not in self.text or c in self._repairs), None)
        if letter is None:
            return False
        stand_in = _STAND_INS[letter]
        self._repairs[letter] = lambda node, _: (
            node.text.replace(stand_in, "'") if node.style == '"' else node.text
        )
        self.text = self.text[:at] + letter + self.text[at + 1 :]
        return True

    def _colon(self, at: int) -> bool:
        """`[db8::]`: a colon before a flow indicator, which go-yaml takes for a part of the plain scalar."""
        if _COLON in self.text and "colon" not in self._repairs:
            return False
        self._repairs["colon"] = lambda node, _: node.text.replace(_COLON, ":") if node.plain else node.text
        self.text = self.text[:at] + _COLON + self.text[at + 1 :]
        return True

    def _surrogates(self) -> bool:
        """Put other characters in the place of escaped surrogates, which only JSON may hold."""
        moved = _SURROGATE.sub(r"\g<1>0041", self.text)
        changed, self.text = moved != self.text, moved
        self._repairs["surrogate"] = _with_surrogates
        return changed


def _with_surrogates(node: Scalar, source: str) -> str:
    """Pairs of surrogates as the character they mean, lone ones as U+FFFD, as Go reads JSON."""
    if not _SURROGATE.search(source):
        return node.text
    try:
        text = json.loads(source)
    except ValueError:  # not JSON after all: YAML has no surrogates
        return node.text
    return str(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _scalars(trees: list[Tree]) -> Iterator[Scalar]:
    pending: list[Content] = [tree.root for tree in trees if tree.root is not None]
    while pending:
        node = pending.pop()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Sequence):
            pending.extend(item for item in node.items if not isinstance(item, Alias))
        else:
            pending.extend(part for pair in node.pairs for part in pair if not isinstance(part, Alias))


def _too_many(lines: Lines, tree: Tree, limits: Limits) -> Problem:
    message = say(_TOO_MANY, limit=limits.documents)
    return Problem(
        "document-limit", message, say(_TOO_MANY_HELP), lines.position(tree.start), rejected_by_api=False
    )


_TOO_MANY = gettext_noop("The stream has more documents than the limit of %(limit)d.")
_TOO_MANY_HELP = gettext_noop("Split it into several files.")
