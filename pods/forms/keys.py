"""Which key of a ConfigMap or a Secret a form is about, and the field of the API behind it."""

from __future__ import annotations

from collections.abc import Sequence

from pods.domain.edits.object_data import KEYED, keys
from pods.forms.editing import Subject
from pods.forms.objects import is_a, within


def places(subject: Subject) -> Sequence[str]:
    """The places of the keys of the ConfigMap or Secret that is looked at."""
    if not is_a(subject, *KEYED):
        return []
    return [within(subject.object, path) for path in keys(subject.object).values()]


def behind(subject: Subject, name: str) -> str | None:
    """The field of the API that a form of a key edits: new keys of Secrets are written in plain text."""
    if name not in ("name", "value"):
        return None
    return "Secret.stringData" if subject.a(*KEYED).kind == "Secret" else "ConfigMap.data"
