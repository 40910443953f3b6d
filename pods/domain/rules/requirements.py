"""What the requirements of all selectors have in common: keys, operators, values (FACTS G.1 52)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.manifest import paths
from pods.domain.messages import Message, gettext_noop, say

Wrong = tuple[str, Message, Message]  # path below what is looked at, message, help

_OF_LABELS = ("In", "NotIn", "Exists", "DoesNotExist")
OF_NODES = (*_OF_LABELS, "Gt", "Lt")


def selector(selector: Any) -> Iterator[Wrong]:
    """What is wrong in a label selector: matchLabels, matchExpressions."""
    if isinstance(selector, Mapping):
        yield from below("matchLabels", labels(selector.get("matchLabels")))
        for at, entry in entries(selector, "matchExpressions"):
            yield from below(at, expression(entry, _OF_LABELS))
            yield from below(at, values(entry))


def labels(wanted: Any) -> Iterator[Wrong]:
    """What no label can be among those that are asked for."""
    for name, value in wanted.items() if isinstance(wanted, Mapping) else ():
        at = paths.join("", name)
        yield from key(at, name)
        if isinstance(value, str):
            yield from _fault(at, names.label_value(value), _VALUE_HELP)


def expression(entry: Mapping[str, Any], operators: tuple[str, ...]) -> Iterator[Wrong]:
    """What is wrong in a requirement as far as it is said by key, operator and number of values."""
    yield from key("key", entry.get("key"))
    operator = entry.get("operator")
    if not isinstance(operator, str | None):
        return
    if operator not in operators:
        yield (
            "operator",
            say(_OPERATOR, operator=names.shown(operator or "")),
            say(_WORDS, words=", ".join(operators)),
        )
    yield from _count(operator, entry.get("values"))


def values(entry: Mapping[str, Any]) -> Iterator[Wrong]:
    """Values of a requirement that no label can have."""
    for at, value in _texts(entry, "values"):
        yield from _fault(at, names.label_value(value), _VALUE_HELP)


def key(at: str, name: Any) -> Iterator[Wrong]:
    """A key that no label can have; none at all is one that is empty."""
    if name is None or name == "":
        yield at, say(_NO_KEY), say(_KEY_HELP)
    elif isinstance(name, str):
        yield from _fault(at, names.qualified(name), _KEY_HELP)


def keys(owner: Mapping[str, Any], field: str) -> Iterator[Wrong]:
    """Those of a list of keys that no label can have."""
    for at, name in _texts(owner, field):
        yield from key(at, name)


def entries(owner: Mapping[str, Any], field: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The entries of a list, each with its path; null is one that says nothing, as the API server reads it."""
    found = owner.get(field)
    for index, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, Mapping | None):
            yield paths.join(field, index), entry or {}


def below(at: str, found: Iterator[Wrong]) -> Iterator[Wrong]:
    """The same, said of what holds it."""
    for path, message, help_ in found:
        yield f"{at}{path}" if path.startswith("[") else f"{at}.{path}", message, help_


def _texts(owner: Mapping[str, Any], field: str) -> Iterator[tuple[str, str]]:
    found = owner.get(field)
    for index, text in enumerate(found if isinstance(found, list) else ()):
        if isinstance(text, str | None):
            yield paths.join(field, index), text or ""


def _count(operator: str | None, values: Any) -> Iterator[Wrong]:
    if not isinstance(values, list | None):
        return
    count = len(values or ())
    if operator in ("In", "NotIn") and not count:
        yield "values", say(_NEEDED, operator=operator), say(_NEEDED_HELP)
    elif operator in ("Exists", "DoesNotExist") and count:
        yield "values", say(_NONE, operator=operator), say(_NONE_HELP)
    elif operator in ("Gt", "Lt") and count != 1:
        yield "values", say(_ONE, operator=operator), say(_ONE_HELP)


def _fault(at: str, message: Message | None, help_: str) -> Iterator[Wrong]:
    if message is not None:
        yield at, message, say(help_)


_NO_KEY = gettext_noop("The key of a label is missing.")
_KEY_HELP = gettext_noop("Write a key such as app or example.com/team.")
_VALUE_HELP = gettext_noop("Write a value that a label can have, such as web.")
_OPERATOR = gettext_noop("“%(operator)s” is no operator of a selector.")
_WORDS = gettext_noop("Write one of %(words)s.")
_NEEDED = gettext_noop("The operator %(operator)s needs values to compare with.")
_NEEDED_HELP = gettext_noop("List at least one value, or write Exists.")
_NONE = gettext_noop("The operator %(operator)s takes no values.")
_NONE_HELP = gettext_noop("Remove values, or write In or NotIn.")
_ONE = gettext_noop("The operator %(operator)s compares with exactly one value.")
_ONE_HELP = gettext_noop('Write one number as text, such as ["4"].')
