"""Which key of a ConfigMap or a Secret a form is about."""

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
