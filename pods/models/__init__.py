"""Designs, every state their text has been in, connections to clusters, applies, and patterns that users wrote."""

from __future__ import annotations

from pods.models.apply_run import ApplyRun, ApplyStep
from pods.models.connection import Connection
from pods.models.design import Design
from pods.models.own_pattern import OwnPattern
from pods.models.revision import Revision

__all__ = ["ApplyRun", "ApplyStep", "Connection", "Design", "OwnPattern", "Revision"]
