"""The guide: first what the helper is to the app, then what it is about, then the patterns with their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from patterns.catalogue import shipped
from patterns.catalogue.model import Kind, Pattern, Topic
from pods.domain.messages import Message, gettext_noop, say
from pods.views.access import Request
from pods.views.patterns.gallery import Card, Wish
from pods.views.patterns.pictures import picture


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants of a helper, and what it is called then."""

    kind: Kind
    wanted: Message
    because: Message
    chosen: bool
    count: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What the helper is about."""

    topic: Topic
    count: int
    chosen: bool


@require_safe
@never_cache
def guide(request: Request) -> HttpResponse:
    """As far as the questions are answered."""
    wish = Wish.of(request.GET)
    of_kind = [p for p in shipped.patterns() if p.kind is wish.kind]
    context = {
        "wish": wish,
        "questions": list(_questions(wish)),
        "subjects": list(_subjects(wish, of_kind)),
        "answers": [Card(pattern, picture(pattern)) for pattern in wish.among(of_kind)],
    }
    return render(request, "patterns/guide.html", context)


def _questions(wish: Wish) -> Iterator[Question]:
    for kind, (wanted, because) in _WANTED.items():
        count = sum(pattern.kind is kind for pattern in shipped.patterns())
        yield Question(kind, wanted, because, wish.kind is kind, count)


def _subjects(wish: Wish, of_kind: list[Pattern]) -> Iterator[Subject]:
    for topic in Topic:
        count = sum(topic in pattern.topics for pattern in of_kind)
        if count:
            yield Subject(topic, count, wish.topic is topic)


_WANTED = {
    Kind.SIDECAR: (
        say(gettext_noop("It should extend the app itself.")),
        say(
            gettext_noop(
                "Logs shipped, certificates renewed, requests limited: the app stays as it is, and a sidecar beside it "
                "adds what it lacks."
            )
        ),
    ),
    Kind.AMBASSADOR: (
        say(gettext_noop("It should reach a service outside of the pod for the app.")),
        say(
            gettext_noop(
                "The app talks to localhost; an ambassador knows where the database or cache really is, encrypts, "
                "pools and tries again."
            )
        ),
    ),
    Kind.ADAPTER: (
        say(gettext_noop("It should translate what the app says for others.")),
        say(
            gettext_noop(
                "The app keeps its own format or protocol; an adapter shows it to the outside in the one that is "
                "expected there, such as metrics for Prometheus."
            )
        ),
    ),
    Kind.INIT: (
        say(gettext_noop("It has to be done once, before the app starts.")),
        say(
            gettext_noop(
                "Waiting, migrating, fetching: an init container runs to its end first, and the app starts only if "
                "that went well. It costs nothing afterwards."
            )
        ),
    ),
    Kind.CO_LOCATED: (
        say(gettext_noop("Both are equals that need the same files or the same localhost.")),
        say(
            gettext_noop(
                "Neither serves the other: they are co-located because they share something. Ask first whether two "
                "pods would do."
            )
        ),
    ),
}
