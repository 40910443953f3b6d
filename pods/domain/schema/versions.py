"""The versions of Kubernetes whose fields are known."""

from __future__ import annotations

from pods.domain.schema.kinds import FIRST, LAST

VERSIONS = tuple(f"1.{minor}" for minor in range(FIRST, LAST + 1))
KUBERNETES = "1.36"  # the version meant when none is said
