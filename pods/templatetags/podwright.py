"""How the domain's words and names come onto a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext_lazy

from pods.domain.diagram import icons
from pods.domain.diagram import words as diagram_words
from pods.domain.diagram.type import visible
from pods.domain.manifest.problems import Position
from pods.domain.manifest.views import ContainerKind, Volume
from pods.domain.messages import Message, gettext_noop
from pods.domain.roles import Role
from pods.domain.severity import Severity
from pods.domain.volumes import VolumeUse
from pods.templatetags.korean import with_particles

register = template.Library()

# Drawn like the icons of the picture: 16 by 16, one stroke.
_ICONS = {
    "pod": "M8 1.8 13.6 5v6L8 14.2 2.4 11V5zM2.6 5.1 8 8.2l5.4-3.1M8 8.2v5.9",
    "plus": "M8 3v10M3 8h10",
    "minus": "M3 8h10",
    "fit": "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
    "paste": "M5.5 2.5h5v2.4h-5zM5.5 3.6H3v10.6h10V3.6h-2.5M5.6 8h4.8M5.6 11h3.2",
    "upload": "M8 10.5V2.5M4.8 5.5 8 2.3l3.2 3.2M2.5 10v3.5h11V10",
    "download": "M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M2.5 10v3.5h11V10",
    "example": "M2.5 3.2c2-.9 4-.9 5.5.4 1.5-1.3 3.5-1.3 5.5-.4v9.6c-2-.9-4-.9-5.5.4-1.5-1.3-3.5-1.3-5.5-.4zM8 3.6v9.6",
    "blank": "M3.5 1.8h6l3 3v9.4h-9zM9.3 2v3h3",
    "copy": "M5.5 5.5h8v8h-8zM10.5 5.3V2.5h-8v8h2.8",
    "delete": "M2.8 4.3h10.4M6.3 4V2.3h3.4V4M4.2 4.5l.6 9.2h6.4l.6-9.2M6.7 7v4.2M9.3 7v4.2",
    "search": "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4l3.4 3.4",
    "theme": "M8 13.8A5.8 5.8 0 1 0 8 2.2a5.8 5.8 0 0 0 0 11.6zM8 2.2v11.6",
    "beside": "M2 3h12v10H2zM8.5 3v10",
    "below": "M2 3h12v10H2zM2 8.5h12",
    "error": "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
    "warning": icons.WARNING,
    "info": "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 7.3v3.9M8 4.7v.1",
    "object": "M3 3.2h10v9.6H3zM3 6.2h10",
    "undo": "M5.8 3 2.6 6.2l3.2 3.2M2.9 6.2h6.6a3.9 3.9 0 0 1 0 7.8H6",
    "redo": "M10.2 3l3.2 3.2-3.2 3.2M13.1 6.2H6.5a3.9 3.9 0 0 0 0 7.8H10",
    "history": "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 4.6V8l2.4 1.6",
    "name": "M2.5 2.5h5.2l5.8 5.8-5.2 5.2-5.8-5.8zM5.4 5.3v.1",
    "left": "M2 3h12v10H2zM6 3v10",
    "right": "M2 3h12v10H2zM10 3v10",
    "switch": "M2.5 5.5h10M9.7 2.7l2.8 2.8-2.8 2.8M13.5 10.5h-10M6.3 7.7l-2.8 2.8 2.8 2.8",
    "good": "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.2 8.2l2 2 3.6-4.2",
    "close": "M3.5 3.5l9 9M12.5 3.5l-9 9",
    "language": "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4z"
    "M1.9 8h12.2M8 1.8c3.4 4 3.4 8.4 0 12.4-3.4-4-3.4-8.4 0-12.4z",
}


_SEVERITIES = {
    Severity.ERROR: Message(gettext_noop("Error")),
    Severity.WARNING: Message(gettext_noop("Warning")),
    Severity.INFO: Message(gettext_noop("Hint")),
}


_LINE_ENDS = {
    "\n": Message(gettext_noop("ends with LF")),
    "\r\n": Message(gettext_noop("ends with CR LF")),
    "\r": Message(gettext_noop("ends with CR")),
    "": Message(gettext_noop("no newline at the end")),
}


@register.filter
def say(message: Message | str) -> str:
    """A message of the domain in the visitor's language, its values too where they are messages."""
    if isinstance(message, str):
        return visible(message)
    language = get_language()
    said = _said(message, language)
    return with_particles(said) if language == "ko" else said


def _said(message: Message, language: str | None) -> str:
    translated = _translated(message.template, language)
    if not message.values:
        return translated.replace("%%", "%")
    return translated % {name: _value(value, language) for name, value in message.values.items()}


def _value(value: object, language: str | None) -> object:
    if isinstance(value, Message):
        return _said(value, language)
    return visible(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _translated(template: str, language: str | None) -> str:
    """Kept by the language that is active: a page says hundreds of messages, and gettext asks for it each time."""
    return gettext(template)


@register.filter
def shown(text: str, most: int | None = None) -> str:
    """A text of a manifest as it can safely be seen: what hides, reorders or cannot be written is escaped.

    With `most`, no more of its characters than that.
    """
    return visible(text) if most is None or len(text) <= most else f"{visible(text[:most])}…"


@register.filter
def role_label(role: Role) -> str:
    """The word for a role."""
    return say(diagram_words.ROLES[role])


@register.filter
def kind_label(kind: ContainerKind) -> str:
    """The words for how a container is built."""
    return say(diagram_words.KINDS[kind])


@register.filter
def lives(use: VolumeUse) -> str:
    """How long a volume's content lives, in words."""
    return say(diagram_words.lives(use))


@register.filter
def severity_label(severity: Severity) -> str:
    """The word for a severity."""
    return say(_SEVERITIES[severity])


@register.filter
def plain(value: object) -> str:
    """A plain value of a manifest on one line, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return shown(text, 200)


@register.filter
def line_end(end: str) -> str:
    """How a line ends, where two texts differ in that."""
    return say(_LINE_ENDS[end])


@register.filter
def extent(position: Position) -> int:
    """How many characters a place in the text has."""
    return position.end - position.start


@register.simple_tag(takes_context=True)
def place_query(context: Mapping[str, Any], **changes: object) -> str:
    """The query of an address for the place of the page, with some things changed."""
    return cast("str", context["place"].query(**changes))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing, for sighted readers only: a word always stands beside it or names its button."""
    return _drawing(_ICONS[name])


@register.simple_tag
def role_icon(role: Role) -> SafeString:
    """The drawing that stands for a role."""
    return _drawing(icons.role(role))


@register.simple_tag
def volume_icon(volume: Volume, memory: bool) -> SafeString:
    """The drawing that stands for where a volume's content comes from."""
    return _drawing(icons.source(volume.source, memory))


# What pages count.
_COUNTED = {
    "pod": ngettext_lazy("%(count)d pod", "%(count)d pods", "count"),
    "container": ngettext_lazy("%(count)d container", "%(count)d containers", "count"),
    "volume": ngettext_lazy("%(count)d volume", "%(count)d volumes", "count"),
    "pattern": ngettext_lazy("%(count)d pattern", "%(count)d patterns", "count"),
    "pattern that does it": ngettext_lazy(
        "%(count)d pattern that does it", "%(count)d patterns that do it", "count"
    ),
    "new one": ngettext_lazy("%(count)d new", "%(count)d new", "count"),
    "mended one": ngettext_lazy("%(count)d mended", "%(count)d mended", "count"),
    "problem": ngettext_lazy("%(count)d problem", "%(count)d problems", "count"),
    "error": ngettext_lazy("%(count)d error", "%(count)d errors", "count"),
    "warning": ngettext_lazy("%(count)d warning", "%(count)d warnings", "count"),
    "info": ngettext_lazy("%(count)d hint", "%(count)d hints", "count"),
    "unchanged line": ngettext_lazy("%(count)d unchanged line", "%(count)d unchanged lines", "count"),
    "added line": ngettext_lazy("%(count)d line added", "%(count)d lines added", "count"),
    "removed line": ngettext_lazy("%(count)d line removed", "%(count)d lines removed", "count"),
    "more line": ngettext_lazy("and %(count)d more line", "and %(count)d more lines", "count"),
    "correction": ngettext_lazy("%(count)d correction", "%(count)d corrections", "count"),
    "more": ngettext_lazy("and %(count)d more", "and %(count)d more", "count"),
}


@register.filter
def counted(count: int, what: str) -> str:
    """A number with its noun, such as "2 warnings"."""
    return str(_COUNTED[what] % {"count": count})


def _drawing(path: str) -> SafeString:
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="{}"/></svg>',
        path,
    )
