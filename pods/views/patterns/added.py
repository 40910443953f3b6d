"""The patterns that a pod keeps a record of, as lists show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from patterns.catalogue import shipped
from patterns.catalogue.model import Pattern, Variant
from pods.domain.composing.asking import variants_for
from pods.domain.edits.records import Record, records
from pods.domain.manifest.views import Pod
from pods.models.own_pattern import entry


@dataclass(frozen=True, slots=True)
class Added:
    """A pattern that was added to the pod; `number` is its place among the records."""

    number: int
    record: Record
    pattern: Pattern | None  # None where the catalogue has it no more
    others: tuple[Variant, ...]  # it can be built as these, too

    @property
    def title(self) -> str:
        """What it is called."""
        return self.pattern.title.said(get_language() or "") if self.pattern else self.record.id

    @property
    def variant(self) -> str:
        """What the way it is built is called; "" where there is one way only."""
        built = self.pattern.variant(self.record.variant) if self.pattern else None
        return built.title.said(get_language() or "") if built and self.others else ""

    def concerns(self, name: str) -> bool:
        """It helps the container of that name, or brought it."""
        return name in (self.record.main, *self.record.helpers)


def added(owner: Any, pod: Pod, kubernetes: str) -> Iterator[Added]:
    """The patterns of a pod in the order they were added."""
    minor = int(kubernetes.partition(".")[2])
    for number, record in enumerate(records(pod)):
        # No pattern of a user has an id of the catalogue, which costs no query.
        pattern = shipped.pattern(record.id) or entry(owner, record.id)
        allowed = variants_for(pattern, minor) if pattern else ()
        yield Added(number, record, pattern, tuple(v for v in allowed if v.id != record.variant))
