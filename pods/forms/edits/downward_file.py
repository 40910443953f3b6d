"""A file of a volume that tells a field of the pod or a resource."""

from __future__ import annotations

from pods.forms.file_forms import ChangeFile
from pods.forms.files import DownwardFileFields


class DownwardFile(DownwardFileFields, ChangeFile):
    """Its path, what it tells, and its mode."""

    downward = True
