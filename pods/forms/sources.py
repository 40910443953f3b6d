"""ConfigMaps and Secrets of the stream, offered where their names and keys are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django import forms

from pods.domain.edits.object_data import KEYED, keys
from pods.domain.manifest.views import Object
from pods.forms.editing import Subject
from pods.forms.offering import Offers, offer

_MOST = 200  # values offered


def offer_sources(name: forms.Field, key: forms.Field, subject: Subject, now: str = "") -> None:
    """Offer names and keys; with a name that is said already, the keys of those that have it."""
    found = list(_beside(subject))
    named = [each for each in found if each.name == now] or found
    offer(name, _unlike((each.name, each.kind) for each in found))
    _offer_keys(key, named)


def offer_keys(key: forms.Field, subject: Subject, named: Collection[tuple[str, str]]) -> None:
    """Offer the keys of the objects of these kinds and names."""
    _offer_keys(key, [each for each in _beside(subject) if (each.kind, each.name) in named])


def _offer_keys(key: forms.Field, of: Iterable[Object]) -> None:
    offer(key, _unlike((key, f"{each.kind} {each.name}") for each in of for key in keys(each)))


def _beside(subject: Subject) -> Iterator[Object]:
    """Those in the pod's namespace: a pod can name no others (FACTS B.1)."""
    for each in subject.manifest.objects:
        if each.kind in KEYED and (each.namespace or "default") == (subject.pod.namespace or "default"):
            yield each


def _unlike(offers: Iterator[tuple[str, str]]) -> Offers:
    """Each value once, with all that stands beside it."""
    found: dict[str, list[str]] = {}
    for value, beside in offers:
        found.setdefault(value, []).append(beside)
    return [(value, ", ".join(beside)) for value, beside in list(found.items())[:_MOST]]
