"""Designs, every state their text has been in, connections to clusters, and patterns that users wrote."""

from __future__ import annotations

from pods.models.connection import Connection
from pods.models.design import Design
from pods.models.own_pattern import OwnPattern
from pods.models.revision import Revision

__all__ = ["Connection", "Design", "OwnPattern", "Revision"]
