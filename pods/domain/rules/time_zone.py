"""A CronJob's time zone is one of the IANA data base

The name is spelled as there, letter case included: Asia/Seoul, Etc/UTC. Local is refused: it would mean
the time zone of whichever machine the controller runs on.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names, zones
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        zone = paths.value_at(found.raw, "spec.timeZone") if found.kind == "CronJob" else None
        if isinstance(zone, str) and not zones.possible(zone):
            path = f"{found.path}.spec.timeZone".lstrip(".")
            yield Flaw(found.document, path, _fault(zone), say(_HELP), rejected_by_api=True)


def _fault(zone: str) -> Message:
    if not zone:
        return say(_EMPTY)
    return say(_LOCAL) if zone.lower() == "local" else say(_UNKNOWN, zone=names.shown(zone))


_EMPTY = gettext_noop("The time zone is empty.")
_LOCAL = gettext_noop("“Local” is no time zone of its own: it would be that of whichever machine asks.")
_UNKNOWN = gettext_noop("“%(zone)s” is no time zone of the IANA data base.")
_HELP = gettext_noop("Write a name such as Asia/Seoul or Etc/UTC, or remove timeZone.")
