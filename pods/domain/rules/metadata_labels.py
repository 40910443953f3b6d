"""Labels and annotations have keys and values that Kubernetes accepts

A key is a name of up to 63 letters, digits, -, _ and ., with an optional DNS name and a / before it. The
value of a label follows the same rule or is empty; the value of an annotation may be any text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        yield from _flaws(found.document, paths.join(found.path, "metadata"), found.raw.get("metadata"))
    for pod in context.pods:
        if pod.template:
            holder = pod.path.removesuffix(".spec")
            yield from _flaws(
                pod.document, f"{holder}.metadata", context.value(pod.document, f"{holder}.metadata")
            )


def _flaws(document: int, path: str, metadata: Any) -> Iterator[Flaw]:
    if not isinstance(metadata, Mapping):
        return
    for field in ("labels", "annotations"):
        entries = metadata.get(field)
        at = paths.join(path, field)
        for key, value in entries.items() if isinstance(entries, Mapping) else ():
            yield from _entry(document, paths.join(at, key), field, key, value)


def _entry(document: int, path: str, field: str, key: str, value: Any) -> Iterator[Flaw]:
    # Annotation keys are compared without regard to letter case (ValidateAnnotations).
    wrong = names.qualified(key.lower() if field == "annotations" else key)
    if wrong is not None:
        yield Flaw(document, path, wrong, say(_KEY_HELP), rejected_by_api=True)
    wrong = names.label_value(value) if field == "labels" and isinstance(value, str) else None
    if wrong is not None:
        yield Flaw(document, path, wrong, say(_VALUE_HELP), rejected_by_api=True, at_value=True)


_KEY_HELP = gettext_noop("Write a key such as app or example.com/team.")
_VALUE_HELP = gettext_noop("Shorten it to such a value, or make it an annotation, which may be any text.")
