"""What there is to know of a field: our own words where we have them, else those of the API's documentation.

Our own words stand in `words/*.txt`, in both languages; `descriptions.txt` quotes the API in English (made by
`tools/schema_descriptions.py`). Both are read when somebody first asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pods.domain.messages import Message, gettext_noop, say
from pods.domain.schema.kinds import FIRST, LAST, Schema

_HERE = Path(__file__).parent
_REFERENCE = "https://kubernetes.io/docs/reference/generated/kubernetes-api"


@dataclass(frozen=True, slots=True)
class Words:
    """Our own words on a field. `values` are all it can be; `keys` what it, or a map's key, usually is."""

    english: str
    korean: str
    default: str = ""
    values: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """What there is to know of a field in one version. `korean` is "" where nobody has put it into Korean yet."""

    definition: str
    name: str
    type: Message
    english: str
    korean: str
    default: str
    values: tuple[str, ...]
    required: bool
    since: str  # the first version that knows the field, "" where it is as old as what we know
    until: str  # the last one
    link: str


def help_for(schema: Schema, definition: str, name: str, type_: str) -> Help:
    """The help for a field of a definition."""
    own = words(definition, name)
    span = schema.versions(definition, name) or (FIRST, LAST)
    return Help(
        definition=definition,
        name=name,
        type=type_words(type_),
        english=own.english if own else _descriptions().get(f"{definition}.{name}", ""),
        korean=own.korean if own else "",
        default=own.default if own else "",
        values=own.values if own else (),
        required=name in required(definition),
        since="" if span[0] == FIRST else f"1.{span[0]}",
        until="" if span[1] == LAST else f"1.{span[1]}",
        link=_link(schema, definition),
    )


def words(definition: str, name: str) -> Words | None:
    """Our own words on a field; beta versions of a definition share those of the stable one."""
    own = _words().get(f"{definition.rpartition('.')[2]}.{name}")
    return own or (None if f"{definition}.{name}" in _descriptions() else _words().get(f"*.{name}"))


def required(definition: str) -> frozenset[str]:
    """The fields that a definition cannot do without."""
    return _required().get(definition, frozenset())


def type_words(type_: str) -> Message:
    """What has to be written for a type, in words."""
    if type_[:1] == "[":
        return say(_LIST_OF, what=type_words(type_[1:]))
    if type_[:1] == "{":
        return say(_MAP_OF, what=type_words(type_[1:]))
    if type_[:1] == "#":
        return say(_OBJECT, name=type_.rpartition(".")[2].lstrip("#"))
    return say(_TYPES[type_])


def _link(schema: Schema, definition: str) -> str:
    """The definition's place in the reference of that version; "" where it has none of its own."""
    package, _, rest = definition.partition(".")
    version, _, name = rest.partition(".")
    if not name or "." in name:
        return ""
    group = schema.group_of(package).replace(".", "-") or package
    return f"{_REFERENCE}/v1.{schema.minor}/#{name.lower()}-{version}-{group}"


@cache
def _words() -> Mapping[str, Words]:
    """All of our own words, from every file that there is."""
    found: dict[str, Words] = {}
    for path in sorted((_HERE / "words").glob("*.txt")):
        found |= _read(path.read_text(encoding="utf-8"))
    return found


def _read(text: str) -> dict[str, Words]:
    """The words of one file: a name in the first column, then English, Korean and `= default`, `| values`, `: keys`."""
    found: dict[str, Words] = {}
    for name, lines in _entries(text):
        marked = {line[0]: tuple(line[1:].split()) for line in lines if line[:2] in ("= ", "| ", ": ")}
        english, korean = (line for line in lines if line[:2] not in ("= ", "| ", ": "))
        found[name] = Words(english, korean)
        found[name] = replace(
            found[name],
            default=" ".join(marked.get("=", ())),
            values=marked.get("|", ()),
            keys=marked.get(":", ()),
        )
    return found


def _entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each name with the lines that are indented below it."""
    for block in re.split(r"\n(?=\S)", text):
        name, *lines = (line.strip() for line in block.splitlines() if line)
        if not name.startswith("#"):
            yield name, lines


@cache
def _descriptions() -> Mapping[str, str]:
    """The API's own descriptions by field."""
    texts = (line.split("\t") for line in _lines() if not line.startswith("!"))
    return {field: text for text, fields in texts for field in fields.split(" ")}


@cache
def _required() -> Mapping[str, frozenset[str]]:
    lines = (line[1:].split(" ") for line in _lines() if line.startswith("!"))
    return {name: frozenset(fields) for name, *fields in lines}


def _lines() -> list[str]:
    return (_HERE / "descriptions.txt").read_text(encoding="utf-8").splitlines()


_LIST_OF = gettext_noop("list of %(what)s")
_MAP_OF = gettext_noop("map to %(what)s")
_OBJECT = gettext_noop("object %(name)s")
_TYPES = {
    "string": gettext_noop("text"),
    "boolean": gettext_noop("true or false"),
    "int32": gettext_noop("whole number"),
    "int64": gettext_noop("whole number"),
    "number": gettext_noop("number"),
    "int-or-string": gettext_noop("whole number or text"),
    "quantity": gettext_noop("quantity, such as 500m or 1Gi"),
    "time": gettext_noop("time, such as 2024-01-31T12:00:00Z"),
    "bytes": gettext_noop("text in base64"),
    "object": gettext_noop("any object"),
    "any": gettext_noop("any value"),
}
