"""The five notes that the catalogue is made from: each example and table row of theirs is in an entry that names it."""

from __future__ import annotations

import re

import pytest

from patterns.catalogue import shipped

# By note: our short name of the place, and a word (or words) that the entry's `sources` say of it.
PLACES = {
    1: {
        "lab 1, Fluentd": "lab 1",
        "lab 2, Prometheus exporter": "lab 2",
        "lab 3, nginx": "lab 3, proxy",
        "lab 3, nginx with its log collected": "lab 3.*log-collector",
        "lab 4, configuration sync": "lab 4",
        "lab 5, three helpers": "lab 5",
        "table, logging": "common sidecars, logging",
        "table, monitoring": "common sidecars, monitoring",
        "table, proxy": "common sidecars, proxy",
        "table, configuration sync": "common sidecars, config sync",
        "table, secrets": "common sidecars, secret",
        "table, service mesh": "common sidecars, service mesh",
        "problem 1, who stops first": "problem 1",
        "problem 3, injection": "problem 3",
        "sidecar or DaemonSet": "DaemonSet",
        "init: migration": "database migration",
        "init: configuration": "configuration download",
        "init: permissions": "permissions",
        "init: clone": "Git clone",
    },
    2: {
        "example 1, Fluentd": "example 1",
        "example 2, Envoy": "example 2",
        "service mesh": "service mesh",
        "logging and monitoring": "logging and monitoring",
        "tracing": "tracing",
        "TLS termination": "TLS termination",
        "authentication": "authentication",
        "encryption": "encryption",
        "certificates": "certificate",
        "dynamic configuration": "dynamic",
        "feature flags": "feature flag",
        "rate limiting": "rate limiting",
        "transformation": "transformation",
        "API versions": "version",
    },
    3: {
        "example 1, log file": "example 1",
        "example 2, log over HTTP": "example 2",
        "synchronisation": "synchronis",
        "encryption": "encrypting",
        "fault injection": "fault injection",
    },
    4: {
        "sidecar example, Envoy": "web-with-envoy-sidecar",
        "service mesh": "service mesh",
        "log collection": "log collection",
        "file synchronisation": "file synchronisation",
        "ambassador example": "Cloud SQL",
        "database proxy": "database proxy",
        "cache gateway": "cache gateway",
        "security tunnel": "tunnelling",
        "adapter example": "JSON to Stackdriver",
        "log format": "log format",
        "gRPC to REST": "gRPC to REST",
        "XML to JSON": "XML to JSON",
        "binary to CSV": "to CSV",
    },
    5: {
        "logging sidecar": "app-with-logging-sidecar",
        "content and web": "content generator",
        "equal responsibility": "equal responsibility",
        "mc-pod": "mc-pod",
        "volume types": "volume types",
    },
}


def named() -> list[tuple[int, str]]:
    """Every place that an entry names, as (note, words)."""
    entries = filter(None, map(shipped.pattern, shipped.ids()))
    places = (source.partition(":") for entry in entries for source in entry.sources)
    return [(int(note), words) for note, _, words in places]


@pytest.mark.parametrize(
    ("note", "place"), [(note, place) for note, places in PLACES.items() for place in places]
)
def test_a_place_of_the_notes_is_in_an_entry_that_names_it(note: int, place: str) -> None:
    told = re.compile(PLACES[note][place], re.IGNORECASE)
    assert [words for at, words in named() if at == note and told.search(words)]


def test_every_entry_names_a_note_that_there_is() -> None:
    assert {note for note, _ in named()} == PLACES.keys()
