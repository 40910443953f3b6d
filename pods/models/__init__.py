"""Designs, every state their text has been in, and connections to clusters."""

from __future__ import annotations

from pods.models.connection import Connection
from pods.models.design import Design
from pods.models.revision import Revision

__all__ = ["Connection", "Design", "Revision"]
