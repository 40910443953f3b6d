"""Words and values for what differs between a design and a cluster."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pods.domain.diagram.type import visible
from pods.domain.messages import Message, gettext_noop
from pods.templatetags.podwright import say

if TYPE_CHECKING:
    from pods.cluster.drift import Field, ObjectDrift
    from pods.cluster.removal import Removed

register = template.Library()
_LONGEST = 4000  # characters of a value that are shown

_STANDINGS = {
    "same": (Message(gettext_noop("as the design says")), "look-good"),
    "different": (Message(gettext_noop("differs")), "look-warning"),
    "missing": (Message(gettext_noop("is not there")), "look-warning"),
    "unreadable": (Message(gettext_noop("may not be read")), ""),
    "refused": (Message(gettext_noop("would be refused")), "look-error"),
}
_ENDS = {
    "going": (Message(gettext_noop("going")), "look-accent"),
    "gone": (Message(gettext_noop("gone")), "look-good"),
    "replaced": (Message(gettext_noop("another one is there now")), "look-warning"),
    "failed": (Message(gettext_noop("not deleted")), "look-error"),
}


@register.filter
def standing_label(standing: str) -> str:
    """How an object stands, in words."""
    return say(_STANDINGS[standing][0])


@register.filter
def standing_look(standing: str) -> str:
    """How that looks."""
    return _STANDINGS[standing][1]


@register.filter
def end_label(end: str) -> str:
    """What became of an object that was to go, in words."""
    return say(_ENDS[end][0])


@register.filter
def end_look(end: str) -> str:
    """How that looks."""
    return _ENDS[end][1]


@register.simple_tag
def value(said: Any) -> SafeString:
    """A value as YAML; that there is none is a word."""
    from pods.cluster.apply.showing import as_yaml
    from pods.cluster.differing import ABSENT

    if said is ABSENT:
        return format_html('<span class="faint">{}</span>', gettext("nothing"))
    if isinstance(said, Mapping | list):
        text = as_yaml(said).rstrip("\n")
    else:
        text = said if isinstance(said, str) and "\n" in said else json.dumps(said, ensure_ascii=False)
    lines = (visible(line) for line in text[:_LONGEST].split("\n"))
    return format_html("<pre>{}{}</pre>", "\n".join(lines), "…" if len(text) > _LONGEST else "")


@register.filter
def told(message: Message, about: Mapping[str, Any]) -> str:
    """What was said of an object, without the values it repeats where the object is a Secret."""
    from pods.cluster.apply.hiding import told_of

    return say(told_of(message, about))


@register.filter
def moment(said: str) -> datetime | str:
    """A time of the API; the text itself where it is none."""
    try:
        found = parse_datetime(said)
    except ValueError:
        return said
    if found is None:
        return said
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@register.filter
def secret(fields: Iterable[Field]) -> bool:
    """Whether values of a Secret are among them."""
    return any(field.secret for field in fields)


@register.filter
def takeable(objects: Iterable[ObjectDrift]) -> bool:
    """Whether there is anything that can be taken into the design."""
    return any(not field.secret for one in objects for field in one.fields)


@register.filter
def waiting(removed: Iterable[Removed] | str) -> bool:
    """Whether something has not gone yet."""
    return any(one.end == "going" for one in removed or () if not isinstance(one, str))


@register.filter
def asked_again(removed: Sequence[Removed] | str, keys: Sequence[str] | str) -> str:
    """The query that asks about all of them again, those that failed left out."""
    found = [one.key for one in removed or () if not isinstance(one, str) and one.end != "failed"]
    return "&" + urlencode([("object", key) for key in keys or found])
