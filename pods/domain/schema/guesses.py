"""What an unknown word was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable

from pods.domain.manifest import scalars
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.schema.check import FITS, Departure
from pods.domain.schema.kinds import Kind, Schema

# Comparing words costs time with the square of their length, and nobody misspells at such length.
_LONGEST = 60


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that one was probably meant to be; letter case counts little."""
    if len(word) > _LONGEST:
        return None
    by_lower = {name.lower(): name for name in sorted(known)}
    if word.lower() in by_lower:
        return by_lower[word.lower()]
    from difflib import get_close_matches  # loaded only when something is misspelt

    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.75)
    return by_lower[found[0]] if found else None


def unknown_field(schema: Schema, departure: Departure) -> Message:
    """What to do about a field that its definition does not have in this version."""
    span = schema.versions(departure.owner, departure.field)
    if span is not None and span[0] > schema.minor:
        return say(_NEWER, version=f"1.{span[0]}")
    if span is not None and span[1] < schema.minor:
        return say(_GONE, version=f"1.{span[1]}")
    meant = closest(departure.field, schema.fields(departure.owner))
    return say(_REMOVE) if meant is None else say(_MEANT, meant=meant)


def kind(schema: Schema, api_version: str, name: str) -> Kind | None:
    """The kind that was probably meant: that name in another apiVersion, else a name much like it."""
    served = [k for k in schema.kinds.values() if k.since <= schema.minor <= k.until]
    meant = closest(name, {k.kind for k in served})
    fitting = [k for k in served if k.kind == meant]
    # The stable version first, then the group that was written.
    group = api_version.rpartition("/")[0]
    return min(
        fitting,
        key=lambda k: (_group(k) != group, "beta" in k.api_version, "alpha" in k.api_version),
        default=None,
    )


def is_plain(text: str, expected: str) -> bool:
    """True for a text that would fit without its quotes, such as "8080" where a number is wanted."""
    fits = FITS.get(expected)
    value = scalars.plain(text)
    return fits is not None and not isinstance(value, str) and value is not None and fits(value)


def _group(kind: Kind) -> str:
    return kind.api_version.rpartition("/")[0]


_NEWER = gettext_noop("It needs Kubernetes %(version)s or newer: choose that version, or remove the field.")
_GONE = gettext_noop("Kubernetes %(version)s was the last version to know it: remove the field.")
_REMOVE = gettext_noop("Remove it, or move it to where it belongs.")
_MEANT = gettext_noop("Did you mean %(meant)s?")
