"""A design: a name and a text with a past."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils import timezone

from pods.domain.analysis import KUBERNETES
from pods.domain.messages import Message, gettext_noop, say
from pods.models.revision import Revision, digest, packed

NAME_LENGTH = 120


class Conflict(Exception):
    """The text was changed since the one who saves last saw it; nothing has been overwritten."""


class Unstorable(ValueError):
    """The text holds what no database keeps: NUL, or half of a surrogate pair."""


class Designs(models.QuerySet["Design"]):
    """Designs as they are looked for."""

    def of(self, user: Any) -> Designs:
        """Those a user may see: the one place where this is decided."""
        return self.filter(owner=user)

    def kept(self) -> Designs:
        """Those that are not deleted."""
        return self.filter(deleted_at=None)

    def with_head(self) -> Designs:
        """Together with the text that is shown."""
        return self.select_related("head")


class Design(models.Model):
    """What somebody is working on. The text of `head` is the truth; everything else is derived from it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="designs")
    name = models.CharField(max_length=NAME_LENGTH)
    kubernetes = models.CharField(max_length=8, default=KUBERNETES)
    head = models.OneToOneField(Revision, models.RESTRICT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    objects = Designs.as_manager()

    class Meta:
        indexes = (models.Index(fields=("owner", "deleted_at", "-changed_at"), name="designs_of_an_owner"),)

    def __str__(self) -> str:
        return self.name

    @property
    def newest(self) -> Revision:
        """The revision that holds the text; every design has one from the moment it is created."""
        if self.head is None:
            raise ObjectDoesNotExist(f"design {self.pk} has no revision")
        return self.head

    @classmethod
    def create(
        cls,
        owner: Any,
        name: str,
        text: str,
        what: Message,
        *,
        broken: bool = False,
        encoding: str = "utf-8",
        kubernetes: str = KUBERNETES,
    ) -> Design:
        """A new design with its first revision; both or none are stored."""
        with transaction.atomic():
            design = cls.objects.create(owner=owner, name=free_name(owner, name), kubernetes=kubernetes)
            design._add(text, what, author_id=owner.pk, broken=broken, encoding=encoding)
        return design

    def save_text(
        self,
        text: str,
        base: str | None,
        what: Message,
        *,
        author_id: int,
        broken: bool,
        window: str | None = None,
        encoding: str | None = None,
    ) -> Revision:
        """Make `text` the newest text, provided the newest one still is that with the digest `base`, if one is given.

        What was typed comes with the `window` it was typed in, and joins what was typed there just before.
        The same text again stores nothing. Raises Conflict, or Unstorable, and then nothing has changed.
        """
        _check_storable(text)
        with transaction.atomic():
            held, head = self._held()
            if head.digest != digest(text):
                if base not in (None, head.digest):
                    raise Conflict
                if not held._typed_on(head, text, author_id, broken, window):
                    more = {"typed": window is not None, "window": window or "", "broken": broken}
                    held._add(text, what, author_id=author_id, encoding=encoding or head.encoding, **more)
            self.head, self.changed_at = held.head, held.changed_at
        return held.newest

    def undo(self, base: str, *, author_id: int) -> Revision:
        """Return to the text before the last thing that was done and is not undone, by a new revision.

        Raises Conflict when the newest text is not that with the digest `base`. The text a design began with stays.
        """
        with transaction.atomic():
            held, head = self._head_of(base)
            if before := head.before:
                held._return_to(before, say(_UNDO, what=head.state.event), author_id, ahead=head.state)
            self.head, self.changed_at = held.head, held.changed_at
        return held.newest

    def redo(self, base: str, *, author_id: int) -> Revision:
        """Return to what was undone last, by a new revision; Conflict as for undo.

        Nothing happens where nothing was undone, or something was written since.
        """
        with transaction.atomic():
            held, head = self._head_of(base)
            if again := head.ahead:
                held._return_to(again, say(_REDO, what=again.event), author_id, ahead=_after(again, head))
            self.head, self.changed_at = held.head, held.changed_at
        return held.newest

    def revision_of(self, wanted: str) -> Revision | None:
        """The newest revision whose text has this digest."""
        if self.head is not None and self.head.digest == wanted:
            return self.head
        return self.revisions.filter(digest=wanted).order_by("-number").first()

    def end_burst(self) -> None:
        """Let nothing more be typed into the newest revision, since somebody is about to build on it."""
        if self.newest.window:
            Revision.objects.filter(pk=self.newest.pk).update(window="")

    def _held(self) -> tuple[Design, Revision]:
        held = Design.objects.select_for_update(of=("self",)).select_related("head").get(pk=self.pk)
        return held, held.newest

    def _head_of(self, base: str) -> tuple[Design, Revision]:
        held, head = self._held()
        if head.digest != base:
            raise Conflict
        return held, head

    def _typed_on(self, head: Revision, text: str, author_id: int, broken: bool, window: str | None) -> bool:
        """Let the newest revision take in what was typed, where it belongs to the same burst."""
        now = timezone.now()
        if not head.takes_in(author_id, broken, now, window or ""):
            return False
        head.text, head.digest, head.saved, head.broken = text, digest(text), now, broken
        head.readable = head.readable if broken else None
        head.save(update_fields=("text", "digest", "saved", "broken", "readable"))
        self.changed_at = now
        self.save(update_fields=("changed_at",))
        return True

    def _return_to(self, state: Revision, what: Message, author_id: int, ahead: Revision | None) -> None:
        same = {"broken": state.broken, "readable": state.readable, "encoding": state.encoding}
        self._add(state.text, what, author_id=author_id, returns_to=state, ahead=ahead, **same)

    def _add(self, text: str, what: Message, **more: Any) -> None:
        """A revision after the newest one; `more` are fields of it."""
        _check_storable(text)
        now, parent = timezone.now(), self.head
        if more["broken"] and parent is not None:
            more = {"readable": parent.shown} | more
        self.head = self.revisions.create(
            number=parent.number + 1 if parent else 1,
            parent=parent,
            text=text,
            digest=digest(text),
            began=now,
            saved=now,
            what=what.template,
            values=packed(what.values),
            **more,
        )
        self.changed_at = now
        self.save(update_fields=("head", "changed_at"))


def _after(state: Revision, head: Revision) -> Revision | None:
    """What was done next after `state`, of what was undone; None when nothing more was."""
    step: Revision | None = head
    while step and step.returns_to:  # back to what was written last
        step = step.parent
    after = None
    while step and step != state:
        step, after = step.before, step
    return after


def free_name(owner: Any, wanted: str) -> str:
    """The wanted name, with a number where a design of that name is there already."""
    taken = set(Design.objects.of(owner).kept().values_list("name", flat=True))
    return next(name for name in _numbered(wanted.strip()[:NAME_LENGTH]) if name not in taken)


def _numbered(name: str) -> Iterable[str]:
    yield name
    number = 2
    while True:
        yield f"{name[: NAME_LENGTH - 8]} {number}"
        number += 1


def _check_storable(text: str) -> None:
    if "\0" in text:
        raise Unstorable
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unstorable from None


_UNDO = gettext_noop("Undo: %(what)s")
_REDO = gettext_noop("Redo: %(what)s")
