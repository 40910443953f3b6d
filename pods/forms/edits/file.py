"""A file of a volume, made of one key."""

from __future__ import annotations

from pods.forms.file_forms import ChangeFile
from pods.forms.files import KeyFileFields


class File(KeyFileFields, ChangeFile):
    """Its key, its path and its mode."""

    downward = False
