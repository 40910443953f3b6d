"""One more field of the pod, or resource, as a file."""

from __future__ import annotations

from pods.forms import file_forms
from pods.forms.files import DownwardFileFields


class AddDownwardFile(DownwardFileFields, file_forms.AddFile):
    """Its path, what it tells, and its mode."""

    downward = True
