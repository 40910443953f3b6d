"""The gallery: every pattern by its kind, with a small picture and what it is for; searched and filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from patterns.catalogue import shipped
from patterns.catalogue.finding import LONGEST, found
from patterns.catalogue.model import Kind, Pattern, Topic
from pods.models.own_pattern import entries
from pods.views.access import Request
from pods.views.patterns.palette import by_kind
from pods.views.patterns.pictures import picture


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; its query is that of the page's address."""

    words: str = ""
    kind: Kind | None = None
    topic: Topic | None = None

    @classmethod
    def of(cls, query: QueryDict) -> Wish:
        """The wish a request names; what makes no sense counts as not said."""
        kind, topic = query.get("kind", ""), query.get("topic", "")
        return cls(
            query.get("q", "")[:LONGEST],
            Kind(kind) if kind in {*Kind} else None,
            Topic(topic) if topic in {*Topic} else None,
        )

    @property
    def query(self) -> str:
        """The address' query."""
        said = {"q": self.words, "kind": self.kind, "topic": self.topic}
        return "?" + urlencode({name: str(value) for name, value in said.items() if value})

    @property
    def narrowed(self) -> bool:
        """A kind or a topic was chosen."""
        return self.kind is not None or self.topic is not None

    def among(self, named: Iterable[Pattern]) -> tuple[Pattern, ...]:
        """Those of the chosen kind and topic, among patterns in which the words stand already."""
        return found(named, kind=self.kind, topic=self.topic)


@dataclass(frozen=True, slots=True)
class Filter:
    """A kind or a topic to choose, and how many patterns it would leave."""

    value: Kind | Topic | None
    count: int
    wish: Wish
    chosen: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A pattern as a list shows it."""

    pattern: Pattern
    picture: SafeString


@dataclass(frozen=True, slots=True)
class Group:
    """The patterns of one kind, or one's own."""

    kind: Kind | None
    cards: Sequence[Card]


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def gallery(request: Request) -> HttpResponse:
    """The page, or what follows from another wish alone."""
    wish = Wish.of(request.GET)
    mine = tuple(entries(request.user))
    named = found((*mine, *shipped.patterns()), wish.words)
    listed = wish.among(named)
    context = {
        "wish": wish,
        "groups": list(_groups(listed, {pattern.id for pattern in mine})),
        "count": len(listed),
        "kinds": list(_kinds(wish, named)),
        "topics": list(_topics(wish, named)),
        "anywhere": named if wish.narrowed and not listed else (),
        "everywhere": Wish(wish.words),
    }
    return render(request, "patterns/_gallery.html" if request.htmx else "patterns/gallery.html", context)


def _groups(patterns: Sequence[Pattern], mine: Set[str]) -> Iterator[Group]:
    own = [Card(pattern, picture(pattern)) for pattern in patterns if pattern.id in mine]
    if own:
        yield Group(None, own)
    for kind, of_kind in by_kind(pattern for pattern in patterns if pattern.id not in mine):
        yield Group(kind, [Card(pattern, picture(pattern)) for pattern in of_kind])


def _kinds(wish: Wish, named: Sequence[Pattern]) -> Iterator[Filter]:
    for kind in (None, *Kind):
        other = replace(wish, kind=kind)
        yield Filter(kind, len(other.among(named)), other, wish.kind is kind)


def _topics(wish: Wish, named: Sequence[Pattern]) -> Iterator[Filter]:
    for topic in (None, *Topic):
        other = replace(wish, topic=topic)
        count = len(other.among(named))
        if count or wish.topic is topic:
            yield Filter(topic, count, other, wish.topic is topic)
