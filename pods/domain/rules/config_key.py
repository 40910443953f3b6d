"""Keys of ConfigMaps and Secrets can become file names

A key holds letters, digits, -, _ and ., at most 253 of them, and does not begin with two dots. No key may
stand in data and in binaryData at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Object
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity

_FIELDS = {"ConfigMap": ("data", "binaryData"), "Secret": ("data", "stringData")}


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        for field in _FIELDS.get(found.kind, ()):
            entries = found.raw.get(field)
            for key in entries if isinstance(entries, Mapping) else ():
                yield from _flaws(found, field, key)


def _flaws(found: Object, field: str, key: str) -> Iterator[Flaw]:
    path = paths.join(paths.join(found.path, field), key)
    wrong = names.config_key(key)
    if wrong is not None:
        yield Flaw(found.document, path, wrong, say(_HELP), rejected_by_api=True)
    text = found.raw.get("data")
    if field == "binaryData" and isinstance(text, Mapping) and key in text:
        message = say(_TWICE, key=names.shown(key))
        yield Flaw(found.document, path, message, say(_TWICE_HELP), rejected_by_api=True)


_HELP = gettext_noop("Choose a key such as app.conf; folders are made when it is mounted, with items.")
_TWICE = gettext_noop("The key %(key)s stands in data and in binaryData.")
_TWICE_HELP = gettext_noop("Remove one of the two.")
