"""How states of containers come onto a page."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from pods.cluster.live.diagnosis.exits import meaning
from pods.cluster.live.state import Exit, Kind, Level
from pods.domain.diagram import words
from pods.domain.manifest.views import ContainerKind
from pods.templatetags.podwright import say

register = template.Library()
_LABELS = {
    Level.RUNNING: _("running"),
    Level.STARTING: _("starting"),
    Level.WAITING: _("waiting"),
    Level.DONE: _("done"),
    Level.TROUBLE: _("in trouble"),
    Level.STOPPING: _("stopping"),
    Level.UNKNOWN: _("unknown"),
}
_SIGNS = {
    Level.RUNNING: "●",
    Level.STARTING: "◐",
    Level.WAITING: "○",
    Level.DONE: "✓",
    Level.TROUBLE: "✕",
    Level.STOPPING: "◌",
    Level.UNKNOWN: "?",
}


@register.filter
def sign(level: Level) -> str:
    """The sign of a level, for sighted readers beside its word."""
    return _SIGNS[level]


@register.filter
def level_label(level: Level) -> str:
    """The word for a level."""
    return str(_LABELS[level])


@register.filter
def live_kind(kind: Kind) -> str:
    """The words for how a container is built."""
    return say(words.KINDS[ContainerKind(kind.value)])


@register.filter
def exit_meaning(ended: Exit) -> str:
    """What an exit says."""
    return say(meaning(ended))
