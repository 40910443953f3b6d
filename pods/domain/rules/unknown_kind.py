"""Kind and apiVersion name something this version of Kubernetes serves

A kind belongs to an apiVersion, both spelled exactly: Pod is in v1, Deployment in apps/v1. Old
apiVersions are gone from newer versions of Kubernetes. Kinds of other groups (custom resources) are not
judged: a cluster may know them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Object
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.schema import guesses
from pods.domain.schema.kinds import Kind, Schema
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found in context.manifest.objects:
        written = found.raw.get("apiVersion")
        ours = not isinstance(written, str) or written.rpartition("/")[0] in context.schema.groups
        kind = found.kind.removesuffix("List")  # a list without items is as good as its kind
        if ours and kind and context.schema.kind(found.api_version, kind) is None:
            yield from _flaws(context, found, guesses.kind(context.schema, found.api_version, found.kind))


def _flaws(context: Context, found: Object, meant: Kind | None) -> Iterator[Flaw]:
    written, kind = found.raw.get("apiVersion"), names.shown(found.kind)
    if written in (None, ""):
        yield _at(found, "apiVersion", say(_NO_VERSION, kind=kind), _version_help(meant))
    elif isinstance(written, str) and meant is not None and meant.kind == found.kind:
        message = say(_OTHER_VERSION, kind=kind, given=names.shown(written), version=context.kubernetes)
        yield _at(found, "apiVersion", message, _move(context.schema, found, meant))
    if meant is None or meant.kind != found.kind:
        message = say(_UNKNOWN, kind=kind, given=names.shown(found.api_version), version=context.kubernetes)
        help_ = say(_CHECK) if meant is None else say(_MEANT, kind=meant.kind, given=meant.api_version)
        yield _at(found, "kind", message, help_)


def _at(found: Object, field: str, message: Message, help_: Message) -> Flaw:
    return Flaw(found.document, paths.join(found.path, field), message, help_, rejected_by_api=True)


def _version_help(meant: Kind | None) -> Message:
    return say(_CHECK) if meant is None else say(_VERSION_OF, kind=meant.kind, given=meant.api_version)


def _move(schema: Schema, found: Object, meant: Kind) -> Message:
    other = schema.kinds.get((found.api_version, found.kind))
    if other is not None and other.since > schema.minor:
        return say(_NEWER, version=f"1.{other.since}", given=meant.api_version)
    return say(_VERSION_OF, kind=meant.kind, given=meant.api_version)


_NO_VERSION = gettext_noop("%(kind)s has no apiVersion.")
_OTHER_VERSION = gettext_noop("Kubernetes %(version)s has no %(kind)s in %(given)s.")
_UNKNOWN = gettext_noop("Kubernetes %(version)s knows no kind %(kind)s in %(given)s.")
_CHECK = gettext_noop("Check the spelling of kind and apiVersion.")
_MEANT = gettext_noop("Did you mean %(kind)s of %(given)s?")
_VERSION_OF = gettext_noop("Write apiVersion: %(given)s, where %(kind)s is.")
_NEWER = gettext_noop("It comes with Kubernetes %(version)s; until then write apiVersion: %(given)s.")
