"""What each container is there for: main, sidecar, ambassador, adapter, co-located or init (FACTS I)."""

from __future__ import annotations

from pods.domain.roles.decision import assign
from pods.domain.roles.model import Assignment, Role
from pods.domain.roles.overrides import ANNOTATION, Overrides, role_overrides

__all__ = ["ANNOTATION", "Assignment", "Overrides", "Role", "assign", "role_overrides"]
