"""One state of a design's text."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from pods.domain.manifest import reader
from pods.domain.messages import Message

PAUSE = timedelta(seconds=10)  # who stops typing for this long has finished a thought
BURST = timedelta(seconds=60)  # and nobody's minute of typing should be one step of undo only


def digest(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Revision(models.Model):
    """A text exactly as written, where it came from, and what was done.

    Revisions of a design are numbered from 1 in the order they were made, and never change, except that the newest
    one takes in what is typed on within the same burst.
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
        return Message(self.what, self.values)

    @property
    def content(self) -> bytes:
        """The bytes of a download: those of the upload, as long as nobody changed the text."""
        return reader.encode(self.text, self.encoding)

    @property
    def shown(self) -> Revision | None:
        """The revision to draw: this one, or the last that could be read, or None."""
        return self if not self.broken else self.readable

    def takes_in(self, author_id: int | None, broken: bool, now: datetime) -> bool:
        """Whether more typing belongs to this revision. A readable text is never replaced by a broken one."""
        same_burst = now - self.saved < PAUSE and now - self.began < BURST
        return self.typed and self.author_id == author_id and same_burst and (self.broken or not broken)
