"""One state of a design's text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models

from pods.domain.manifest import reader
from pods.domain.messages import Message

PAUSE = timedelta(seconds=10)  # who stops typing for this long has finished a thought
BURST = timedelta(seconds=60)  # and nobody's minute of typing should be one step of undo only
NAME_OF_VERSION = 80
WINDOW = 32


def digest(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def packed(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a message as JSON; messages among them keep what they are made of."""
    return {
        name: {"template": value.template, "values": packed(value.values)}
        if isinstance(value, Message)
        else value
        for name, value in values.items()
    }


def stored(message: Message | None) -> dict[str, object] | None:
    """A message as JSON keeps it; None for none."""
    return None if message is None else {"template": message.template, "values": packed(message.values)}


def message_of(kept: Mapping[str, Any]) -> Message:
    """The message that was `stored`."""
    return _unpacked(kept["template"], kept["values"])


def _unpacked(template: str, values: Mapping[str, object]) -> Message:
    inner = {
        name: _unpacked(value["template"], value["values"]) if isinstance(value, dict) else value
        for name, value in values.items()
    }
    return Message(template, inner)


class Revision(models.Model):
    """A text exactly as written, where it came from, and what was done.

    Revisions of a design are numbered from 1 in the order they were made; each one follows the one before it. They
    never change, except that the newest one takes in what is typed on in the same window within the same burst, and
    that they can be named.

    Undo and redo add revisions too. Such a one `returns_to` the earlier revision whose text it has again, never to
    one that returns itself; `ahead` is the one that redo would return to next.
    """

    design = models.ForeignKey("pods.Design", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="children")
    # The nearest ancestor whose text can be read; null when this one's can, or none ever could.
    readable = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    encoding = models.CharField(max_length=16, default="utf-8")
    digest = models.CharField(max_length=64)
    broken = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    began = models.DateTimeField()
    saved = models.DateTimeField()
    typed = models.BooleanField(default=False)
    # The window in which more typing belongs to this revision; "" once anybody else may have seen its text.
    window = models.CharField(max_length=WINDOW, default="", blank=True)
    name = models.CharField(max_length=NAME_OF_VERSION, default="", blank=True)
    returns_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    ahead = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=200)
    values = models.JSONField(default=dict)

    class Meta:
        ordering = ("design", "-number")
        constraints = (models.UniqueConstraint(fields=("design", "number"), name="one_revision_per_number"),)

    def __str__(self) -> str:
        return f"{self.design_id}#{self.number} {self.event}"

    @property
    def event(self) -> Message:
        """What happened, in words."""
        return _unpacked(self.what, self.values)

    @property
    def content(self) -> bytes:
        """The bytes of a download: those of the upload, as long as nobody changed the text."""
        return reader.encode(self.text, self.encoding)

    @property
    def shown(self) -> Revision | None:
        """The revision to draw: this one, or the last that could be read, or None."""
        return self if not self.broken else self.readable

    @property
    def state(self) -> Revision:
        """The revision that was written and whose text this is: itself, unless it came of undo or redo."""
        return self.returns_to or self

    @property
    def before(self) -> Revision | None:
        """The state that undo returns to; None for the text a design began with."""
        written = self.state
        return written.parent.state if written.parent else None

    def takes_in(self, author_id: int, broken: bool, now: datetime, window: str) -> bool:
        """Whether more typing belongs to this revision. A readable text is never replaced by a broken one."""
        same_burst = now - self.saved < PAUSE and now - self.began < BURST
        same_hand = self.author_id == author_id and self.window == window != ""
        return same_hand and same_burst and (self.broken or not broken)
