"""One more key of a ConfigMap or Secret as a file."""

from __future__ import annotations

from pods.domain.messages import gettext_noop, say
from pods.forms import file_forms, files
from pods.forms.files import KeyFileFields


class AddFile(KeyFileFields, file_forms.AddFile):
    """Its key, its path and its mode; the first one ends that all keys become files."""

    downward = False

    def prepare(self) -> None:
        super().prepare()
        if not any(files.lists(self.subject, downward=False).values()):
            self.note = say(_ALL)


_ALL = gettext_noop("Every key is a file now; with a first one here, only those that stand here are.")
