"""Designs, and every state their text has been in."""

from __future__ import annotations

from pods.models.design import Design
from pods.models.revision import Revision

__all__ = ["Design", "Revision"]
