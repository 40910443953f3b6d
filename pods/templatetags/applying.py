"""Words for what would happen, for what was done, and for what became of it."""

from __future__ import annotations

from django import template

from pods.domain.messages import Message, gettext_noop
from pods.models import ApplyRun
from pods.templatetags.podwright import say

register = template.Library()

_ACTIONS = {
    "create": Message(gettext_noop("is created")),
    "change": Message(gettext_noop("is changed")),
    "nothing": Message(gettext_noop("stays as it is")),
    "recreate": Message(gettext_noop("is deleted and made anew")),
    "conflict": Message(gettext_noop("is managed by others, too")),
    "refused": Message(gettext_noop("is refused")),
    "later": Message(gettext_noop("cannot be tried yet")),
}
_OUTCOMES = {
    "waiting": Message(gettext_noop("not begun")),
    "doing": Message(gettext_noop("under way")),
    "created": Message(gettext_noop("created")),
    "changed": Message(gettext_noop("changed")),
    "unchanged": Message(gettext_noop("unchanged")),
    "recreated": Message(gettext_noop("deleted and made anew")),
    "failed": Message(gettext_noop("failed")),
    "skipped": Message(gettext_noop("not applied")),
    "restarted": Message(gettext_noop("restarted")),
    "scaled": Message(gettext_noop("scaled")),
    "going": Message(gettext_noop("told to go")),
    "gone": Message(gettext_noop("gone")),
    "replaced": Message(gettext_noop("left alone: another one has its name by now")),
}
_UNDOINGS = {
    "deleted": Message(gettext_noop("rolled back: deleted")),
    "restored": Message(gettext_noop("rolled back: as it was")),
    "made anew": Message(gettext_noop("rolled back: made anew")),
    "nothing": Message(gettext_noop("nothing to roll back")),
    "failed": Message(gettext_noop("not rolled back")),
}
_TITLES = {
    "apply": gettext_noop("Apply %(number)s"),
    "delete": gettext_noop("Deletion %(number)s"),
    "restart": gettext_noop("Restart %(number)s"),
    "scale": gettext_noop("Scaling %(number)s"),
    "rollback": gettext_noop("Rollback %(number)s"),
}
_LOOKS = {
    "create": "good", "change": "accent", "recreate": "warning", "conflict": "warning", "refused": "error",
    "created": "good", "changed": "accent", "recreated": "warning", "failed": "error", "doing": "accent",
    "going": "warning", "restarted": "accent", "scaled": "accent",
}  # fmt: skip


@register.filter
def action_label(action: str) -> str:
    """What would happen to an object."""
    return say(_ACTIONS[action])


@register.filter
def outcome_label(outcome: str) -> str:
    """What became of an object."""
    return say(_OUTCOMES.get(outcome) or _UNDOINGS[outcome])


@register.filter
def undone_label(undone: str) -> str:
    """What became of rolling it back."""
    return say(_UNDOINGS[undone])


@register.filter
def look(what: str) -> str:
    """The colour that goes with it; the words always stand beside."""
    return _LOOKS.get(what, "plain")


@register.filter
def run_title(run: ApplyRun) -> str:
    """What was done, with its number in the log of its design."""
    return say(Message(_TITLES[run.deed], {"number": run.number}))
