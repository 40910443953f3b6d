"""What can be written where in a text, also in a half typed one: places, completions, and the fields behind them."""

from __future__ import annotations

from pods.domain.completion.fields import POD_SPEC, Field, field_at, path_of, walk
from pods.domain.completion.offers import Completion, Offer, complete
from pods.domain.completion.spots import Spot, Whereabouts, lines_of, whereabouts

__all__ = [
    "POD_SPEC",
    "Completion",
    "Field",
    "Offer",
    "Spot",
    "Whereabouts",
    "complete",
    "field_at",
    "lines_of",
    "path_of",
    "walk",
    "whereabouts",
]
