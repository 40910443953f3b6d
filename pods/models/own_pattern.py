"""A pattern that a user wrote: the text of an entry, used like those of the catalogue.

`entries` and `entry` are the one place that answers which patterns a user has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.urls import reverse

from patterns.catalogue import shipped
from patterns.catalogue.model import Pattern
from pods.domain.composing.entry import LIMITS, EntryProblem, EntryRefused, read_entry
from pods.domain.edits.fields import set_field
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.messages import gettext_noop, say

MOST = 100  # of one user
ID_LENGTH = 63
RESERVED = ("guide", "from-helper")  # addresses that are taken by pages


class OwnPatterns(models.QuerySet["OwnPattern"]):
    """Own patterns as they are looked for."""

    def of(self, user: Any) -> OwnPatterns:
        """Those a user may see: the one place where this is decided."""
        return self.filter(owner=user)


class OwnPattern(models.Model):
    """A text that was a sound entry when it was stored."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="patterns")
    slug = models.CharField(max_length=ID_LENGTH)  # the entry's id
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = OwnPatterns.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("owner", "slug"), name="pattern_id_of_an_owner"),)
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug

    @property
    def address(self) -> str:
        """Where it is edited."""
        return reverse("own_pattern", args=[self.slug])

    @property
    def pattern(self) -> Pattern | None:
        """What the text describes; None where a later release does not find it sound any more."""
        try:
            return _read(self.text)
        except EntryRefused:
            return None

    @classmethod
    def store(cls, owner: Any, text: str) -> OwnPattern:
        """A new pattern; an id that is taken gets a free neighbour. Raises EntryRefused, and then nothing is stored."""
        wished = _read(text).id
        with transaction.atomic():
            mine = _held(owner)
            if len(mine) >= MOST:
                raise EntryRefused((EntryProblem(1, "", say(_TOO_MANY, most=MOST)),))
            id = free_id(wished, {*mine, *shipped.ids(), *RESERVED})
            return cls.objects.create(owner=owner, slug=id, text=text if id == wished else with_id(text, id))

    def change(self, text: str) -> None:
        """Store another text for it. Raises EntryRefused, and then nothing has changed."""
        id = _read(text).id
        with transaction.atomic():
            if id != self.slug and id in {*_held(self.owner), *shipped.ids(), *RESERVED}:
                raise EntryRefused((EntryProblem(_line_of_id(text), "id", say(_TAKEN, id=id)),))
            self.slug, self.text = id, text
            self.save()


def entries(user: Any) -> Iterator[Pattern]:
    """The patterns of a user, in the order of their ids."""
    return (own.pattern for own in OwnPattern.objects.of(user) if own.pattern is not None)


def entry(user: Any, id: str) -> Pattern | None:
    """The pattern of an id that a user can apply: one of their own, or one of the catalogue."""
    own = OwnPattern.objects.of(user).filter(slug=id).first()
    return own.pattern if own else shipped.pattern(id)


def free_id(wished: str, taken: Collection[str]) -> str:
    """The id itself, or its first neighbour (`proxy-2`) that is free."""
    number, id = 2, wished
    while id in taken:
        ending = f"-{number}"
        number, id = number + 1, wished[: ID_LENGTH - len(ending)].rstrip("-") + ending
    return id


def with_id(text: str, id: str) -> str:
    """The text of an entry with another id, every other byte as it was. Raises EntryRefused."""
    try:
        return set_field(reader.read(text, LIMITS), 0, "id", id).text
    except EditRefused as refused:
        raise EntryRefused((EntryProblem(_line_of_id(text), "id", refused.message),)) from None


def _held(owner: Any) -> set[str]:
    """The ids that are taken, with nobody else adding to them before the transaction ends."""
    get_user_model().objects.select_for_update().get(pk=owner.pk)
    return set(OwnPattern.objects.of(owner).values_list("slug", flat=True))


def _line_of_id(text: str) -> int:
    return reader.read(text, LIMITS).locate(0, "id").line


@lru_cache(maxsize=128)
def _read(text: str) -> Pattern:
    return read_entry(text)


_TAKEN = gettext_noop("There is a pattern %(id)s already; choose another id.")
_TOO_MANY = gettext_noop(
    "You have %(most)s patterns of your own, which is as many as are kept. Delete some first."
)
