"""An annotation for roles says something that cannot hold

`podwright.dev/roles` on the pod template overrides what Podwright takes a container for, as in
`app=main,log=adapter`. An entry for a container that does not exist, or with a word that is no role, does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.messages import gettext_noop, say
from pods.domain.roles import ANNOTATION, role_overrides
from pods.domain.severity import Severity


@rule(Severity.WARNING)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.manifest.pods:
        holder = paths.parent(pod.path)
        at = paths.join(paths.join(paths.join(holder, "metadata"), "annotations"), ANNOTATION)
        for problem in role_overrides(pod).problems:
            yield Flaw(pod.document, at, problem, say(_HELP, annotation=ANNOTATION))


_HELP = gettext_noop("Correct the entry, or take it out of %(annotation)s.")
