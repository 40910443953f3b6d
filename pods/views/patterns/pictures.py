"""Small pictures of patterns: each applied to its example, kept by its content as those of the home page are."""

from __future__ import annotations

import hashlib

from django.core.cache import caches
from django.utils.safestring import SafeString

from patterns.catalogue.model import Pattern
from pods.domain.analysis import KUBERNETES, analyse
from pods.domain.composing.fresh import start
from pods.domain.diagram import draw
from pods.domain.edits import EditRefused

_FORMAT = 3  # counted up when small pictures change their look, so that kept ones are not shown any more
WORKLOAD = "app"  # what a workload is called until somebody says otherwise


def picture(pattern: Pattern) -> SafeString:
    """The small picture of a pattern; nothing where it cannot be applied without being told more."""
    kept = caches["thumbnails"]
    key = f"pattern-{_FORMAT}-{hashlib.sha256(repr(pattern).encode()).hexdigest()}"
    svg = kept.get(key)
    if svg is None:
        svg = _drawn(pattern)
        kept.set(key, svg)
    return SafeString(svg)


def _drawn(pattern: Pattern) -> str:
    try:
        text = start(None, pattern, WORKLOAD).manifest.text
    except EditRefused:
        return ""
    pods = analyse(text, KUBERNETES).pods
    return draw(pods[0]).thumbnail if pods else ""
