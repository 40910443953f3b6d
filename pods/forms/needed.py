"""The mark of a field that cannot be left empty: a star to see (`forms.css`), a word to hear."""

from __future__ import annotations

NEEDED = {"aria-required": "true"}  # attributes of its widget
