"""How large and how deep a manifest may be; each refusal names the limit it hit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one text. The web passes those of its settings; the defaults are sane for everybody."""

    size: int = 2 * 1024 * 1024  # bytes, before decoding
    depth: int = 100  # nested lists and mappings
    documents: int = 500  # in one stream
    # What a document would hold with every alias written out, in nodes: a bomb is small as written and huge as read.
    expansion: int = 2_000_000


DEFAULT = Limits()
