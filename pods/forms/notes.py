"""Several sentences on one form."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from pods.domain.messages import Message, gettext_noop, say

_MOST_NAMES = 8


def joined(sentences: Iterable[Message | None]) -> Message | None:
    """The sentences that there are, one behind the other."""
    there = [sentence for sentence in sentences if sentence is not None]
    return reduce(lambda first, then: say(_BOTH, what=first, help=then), there) if there else None


def also_said(names: Iterable[object]) -> Message | None:
    """The note on fields that the form does not hold; None where there are none."""
    shown = sorted(str(name)[:60] for name in names)
    more = ", …" if len(shown) > _MOST_NAMES else ""
    return say(_OTHERS, names=", ".join(shown[:_MOST_NAMES]) + more) if shown else None


_BOTH = gettext_noop("%(what)s %(help)s")
_OTHERS = gettext_noop("It also says %(names)s: edit that in the text.")
