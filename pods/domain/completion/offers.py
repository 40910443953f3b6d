"""What can be written at a cursor: keys that are allowed and not there yet, values, and names the text knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from pods.domain.completion import insertion
from pods.domain.completion.fields import Field, fields_of, type_of
from pods.domain.completion.insertion import Insertion, Manner
from pods.domain.completion.names import names_for
from pods.domain.completion.outline import Entry, Sort, Style
from pods.domain.completion.reading import documents
from pods.domain.completion.spots import Cursor, Spot, cursor_in
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.schema import help as help_
from pods.domain.schema.kinds import FIRST, Schema

MOST = 400  # offers for one place; no definition has as many fields
_BY_THE_SERVER = frozenset(
    {"status", "managedFields", "uid", "resourceVersion", "generation", "creationTimestamp", "selfLink"}
    | {"deletionTimestamp", "deletionGracePeriodSeconds", "ephemeralContainers"}
)
_ORDER = ("apiVersion", "kind", "metadata", "spec")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be written. A higher `rank` comes first."""

    label: str
    insert: Insertion
    detail: Message | None
    since: str  # "1.29" for a field that older known versions lack, else ""
    field: str  # the full name of the field that has the help; "" for values
    rank: int


@dataclass(frozen=True, slots=True)
class Completion:
    """The offers, and the part of the text that each of them replaces."""

    start: int
    end: int
    offers: Sequence[Offer]


def complete(text: str, offset: int, schema: Schema) -> Completion | None:
    """What can be written at an offset of a text, whole or half typed; None where nothing is known to fit."""
    cursor = cursor_in(text, offset)
    if cursor is None:
        return None
    offers = list(_Offers(text, cursor, schema).all())[:MOST]
    return Completion(cursor.start, cursor.end, offers) if offers else None


class _Offers:
    """The offers at one cursor."""

    def __init__(self, text: str, cursor: Cursor, schema: Schema) -> None:
        self._text, self._cursor, self._schema = text, cursor, schema
        self._entry = cursor.entry
        # A key is one of its parent's fields; a value or a word is what the entry around it is.
        around = self._entry if cursor.spot is Spot.VALUE else self._entry.parent
        assert around is not None
        self._around = around
        self._manner: Manner = insertion.manner_of(self._entry.chain[0])

    def all(self) -> Iterator[Offer]:
        """Every offer, those that matter most first in rank."""
        field = type_of(self._around, self._schema)
        if field is None:
            return
        if self._cursor.spot is Spot.VALUE:
            yield from self._values(field)
        elif field.type[:1] == "[" and self._entry.sort is Sort.WORD:
            yield from self._items(field)
        elif self._around.style in (Style.PLAIN, Style.QUOTED) and field.type[:1] not in "#{":
            yield from self._values(field) if self._around.value[1] == self._entry.stop else ()
        else:
            yield from self._keys(field)

    def _keys(self, field: Field) -> Iterator[Offer]:
        there = {key.step for key in self._around.keys if key is not self._entry}
        if field.type[:1] == "{":
            own = help_.words(field.owner, field.name)
            free = [key for key in (own.keys if own else ()) if key not in there]
            yield from (self._offer(key, field.type[1:], field, 1) for key in free)
        elif fields_of(self._schema, field.type):
            yield from self._fields(field.type, there, self._key)
        else:
            yield from self._values(field)

    def _items(self, field: Field) -> Iterator[Offer]:
        """Where a list is, but not its dash yet: an item with one of its keys, or a value."""
        start = "" if self._manner.json or self._entry.inside_flow else "- "
        if fields_of(self._schema, field.type[1:]):
            yield from self._fields(field.type[1:], set(), insertion.item_key)
            return
        for offer in self._values(Field(field.owner, field.name, field.type[1:])):
            made = offer.insert
            yield replace(offer, insert=Insertion(start + made.text, len(start) + made.cursor))

    def _fields(self, type_: str, there: Set[object], write: Callable[..., Insertion]) -> Iterator[Offer]:
        for name, kind in fields_of(self._schema, type_).items():
            if name not in there:
                made = write(name, kind, self._entry, self._manner, self._schema)
                yield self._field_offer(name, kind, type_[1:], made)

    def _field_offer(self, name: str, kind: str, definition: str, made: Insertion) -> Offer:
        span = self._schema.versions(definition, name) if "." in definition else None
        since = f"1.{span[0]}" if span is not None and span[0] > FIRST else ""
        detail = help_.type_words(kind)
        return Offer(name, made, detail, since, f"{definition}.{name}", _rank(definition, name))

    def _key(self, name: str, kind: str, at: Entry, manner: Manner, schema: Schema) -> Insertion:
        if at.sort is Sort.KEY:
            return insertion.same_key(name, at)
        return insertion.key(name, kind, at, manner, schema)

    def _offer(self, key: str, kind: str, of: Field, rank: int) -> Offer:
        made = self._key(key, kind, self._entry, self._manner, self._schema)
        return Offer(key, made, help_.type_words(kind), "", f"{of.owner}.{of.name}", rank)

    def _values(self, field: Field) -> Iterator[Offer]:
        own = help_.words(field.owner, field.name)
        named = names_for(field.owner, field.name, self._around, documents(self._text))
        yield from (self._value(name, field.type, _FROM_THE_TEXT, 2) for name in named)
        for value in dict.fromkeys([*_plain_values(field.type), *(own.values + own.keys if own else ())]):
            usual = own is not None and own.default == value
            yield self._value(value, field.type, _USUAL if usual else None, 1)
        yield from (self._value(value, "string", None, 1) for value in self._kinds(field))
        if self._may_be_empty(field):
            yield Offer("{}", self._spaced(Insertion("{}", 1)), None, "", "", 0)

    def _may_be_empty(self, field: Field) -> bool:
        """An object without a field that it needs, and of which nothing is written yet."""
        written = self._entry.children or self._entry.style is not Style.NONE
        needs = field.type[:1] != "#" or help_.required(field.type[1:])
        return self._cursor.spot is Spot.VALUE and not written and not needs

    def _value(self, value: str, type_: str, detail: Message | None, rank: int) -> Offer:
        quoted = self._manner.json or self._entry.style is Style.QUOTED
        bare = type_ in ("boolean", "int32", "int64", "number") or (
            type_ == "int-or-string" and value.isdigit()
        )
        made = insertion.value(value, "" if bare else type_, quoted and not bare)
        return Offer(value, self._spaced(made), detail, "", "", rank)

    def _spaced(self, made: Insertion) -> Insertion:
        """With the space that a colon needs behind it in YAML."""
        glued = self._text[self._cursor.start - 1 : self._cursor.start] == ":" and not self._manner.json
        return Insertion(f" {made.text}", made.cursor + 1) if glued else made

    def _kinds(self, field: Field) -> Iterator[str]:
        """The kinds and versions that are served, each fitting what is said of the other already."""
        if field.name not in ("apiVersion", "kind") or not self._is_object(field):
            return
        holder = self._around.parent
        said = (holder.said("apiVersion"), holder.said("kind")) if holder is not None else ("", "")
        served = [k for k in self._schema.kinds.values() if k.since <= self._schema.minor <= k.until]
        if field.name == "apiVersion":
            fitting = [k.api_version for k in served if k.kind == said[1]]
            yield from dict.fromkeys(fitting or [k.api_version for k in served])
        else:
            fitting = [k.kind for k in served if k.api_version == said[0]]
            yield from dict.fromkeys(fitting or [k.kind for k in served])

    def _is_object(self, field: Field) -> bool:
        return "." not in field.owner or "metadata" in fields_of(self._schema, f"#{field.owner}")


def _plain_values(type_: str) -> Sequence[str]:
    return ("true", "false") if type_ == "boolean" else ()


def _rank(definition: str, name: str) -> int:
    if name in _BY_THE_SERVER:
        return -1
    if name in help_.required(definition):
        return 4
    if name in _ORDER:
        return 3
    return 2 if help_.words(definition, name) else 1


_FROM_THE_TEXT = say(gettext_noop("in this text"))
_USUAL = say(gettext_noop("as usual"))
