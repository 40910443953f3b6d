"""A pod has at least one container

Init containers and native sidecars do not count: a pod needs an entry in containers to have something to
run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.pods import TEMPLATES, is_built_in
from pods.domain.manifest.views import Object
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found in context.manifest.objects:
        if is_built_in(found) and _has_none(found):
            path = ".".join(
                step for step in (found.path, TEMPLATES[found.kind], "spec", "containers") if step
            )
            yield Flaw(found.document, path, say(_NONE), say(_NONE_HELP), rejected_by_api=True)


def _has_none(found: Object) -> bool:
    """False with containers, or with a wrong type on the way, which the rule `schema` reports."""
    value: object = found.raw
    for step in paths.steps(f"{TEMPLATES[found.kind]}.spec.containers".lstrip(".")):
        if value is None:
            return True
        if not isinstance(value, Mapping):
            return False
        value = value.get(str(step))
    return value is None or value == []


_NONE = gettext_noop("The pod has no containers.")
_NONE_HELP = gettext_noop("Add a container with a name and an image.")
