"""A design: a name and a text with a past."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils import timezone

from pods.domain.analysis import KUBERNETES
from pods.domain.messages import Message
from pods.models.revision import Revision, digest

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
        return self.select_related("head", "head__readable")


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
        cls, owner: Any, name: str, text: str, what: Message, *, broken: bool = False, encoding: str = "utf-8"
    ) -> Design:
        """A new design with its first revision; both or none are stored."""
        with transaction.atomic():
            design = cls.objects.create(owner=owner, name=free_name(owner, name))
            design._add(text, what, author_id=owner.pk, broken=broken, encoding=encoding)
        return design

    def save_text(
        self, text: str, base: str, what: Message, *, author_id: int, broken: bool, typed: bool = False
    ) -> Revision:
        """Make `text` the newest text, provided the newest one still is that with the digest `base`.

        The same text again stores nothing. Raises Conflict, or Unstorable, and then nothing has changed.
        """
        _check_storable(text)
        with transaction.atomic():
            held = Design.objects.select_for_update(of=("self",)).with_head().get(pk=self.pk)
            head = held.newest
            if head.digest != digest(text):
                if head.digest != base:
                    raise Conflict
                held._change(head, text, what, author_id, broken, typed)
            self.head, self.changed_at = held.head, held.changed_at
        return held.newest

    def _change(
        self, head: Revision, text: str, what: Message, author_id: int, broken: bool, typed: bool
    ) -> None:
        now = timezone.now()
        if not (typed and head.takes_in(author_id, broken, now)):
            self._add(text, what, author_id=author_id, broken=broken, encoding=head.encoding, typed=typed)
            return
        head.text, head.digest, head.saved, head.broken = text, digest(text), now, broken
        head.readable = head.readable if broken else None
        head.save(update_fields=("text", "digest", "saved", "broken", "readable"))
        self.changed_at = now
        self.save(update_fields=("changed_at",))

    def _add(
        self, text: str, what: Message, *, author_id: int, broken: bool, encoding: str, typed: bool = False
    ) -> None:
        _check_storable(text)
        now = timezone.now()
        parent = self.head
        self.head = self.revisions.create(
            number=(self.revisions.aggregate(models.Max("number"))["number__max"] or 0) + 1,
            parent=parent,
            readable=parent.shown if broken and parent is not None else None,
            text=text,
            encoding=encoding,
            digest=digest(text),
            broken=broken,
            author_id=author_id,
            began=now,
            saved=now,
            typed=typed,
            what=what.template,
            values=dict(what.values),
        )
        self.changed_at = now
        self.save(update_fields=("head", "changed_at"))


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
