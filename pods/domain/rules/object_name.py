"""Every object has a name that its kind allows

Most kinds take a DNS name of up to 253 characters: lower-case letters, digits, - and dots. Some take
less, because their name becomes part of other names: a CronJob 52 characters, a StatefulSet, a Job and a
Service 63. With generateName the API server makes up the rest of the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Object
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        metadata = found.raw.get("metadata")
        if not isinstance(metadata, Mapping | None):
            continue  # the rule `schema` says so
        yield from _flaws(found, metadata or {}, context.minor)


def _flaws(found: Object, metadata: Mapping[str, object], minor: int) -> Iterator[Flaw]:
    name, prefix = metadata.get("name"), metadata.get("generateName")
    at = paths.join(paths.join(found.path, "metadata"), "name")
    if not name and not prefix and isinstance(name, str | None):
        yield Flaw(
            found.document, at, say(_MISSING, kind=found.kind), say(_MISSING_HELP), rejected_by_api=True
        )
    namespace = metadata.get("namespace")
    wrong = names.label(namespace) if isinstance(namespace, str) and namespace else None
    if wrong is not None:
        where = paths.join(paths.join(found.path, "metadata"), "namespace")
        yield Flaw(found.document, where, wrong, say(_NAMESPACE_HELP), rejected_by_api=True)
    wrong = names.of_object(found.kind, name, minor) if isinstance(name, str) and name else None
    if wrong is not None:
        yield Flaw(found.document, at, wrong, say(_WRONG_HELP), rejected_by_api=True)


_MISSING = gettext_noop("The %(kind)s has no name.")
_MISSING_HELP = gettext_noop("Write metadata.name, or metadata.generateName to have one made up.")
_NAMESPACE_HELP = gettext_noop("Write the name of a namespace, such as default.")
_WRONG_HELP = gettext_noop("Choose another name, such as web or shop-backend.")
