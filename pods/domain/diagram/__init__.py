"""Pictures of pods: facts to places, places to SVG, DOT, a thumbnail and a text."""

from __future__ import annotations

from pods.domain.diagram.drawing import Drawing, all_views, draw
from pods.domain.diagram.style import CSS_FILE, Theme

__all__ = ["CSS_FILE", "Drawing", "Theme", "all_views", "draw"]
