"""Credentials at rest: sealed with a key that is not in the database, so that a copy of the database opens nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from pods.cluster.access import AccessRefused
from pods.domain.messages import gettext_noop, say

SHORTEST = 32  # characters of a key


class Seal:
    """Seals with the first key and opens with any of them, so that a key can be replaced by putting a new one first."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(_stretched(key)) for key in keys]) if keys else None

    def close(self, plain: Mapping[str, Any]) -> str:
        """The values as a text that says nothing without the key. Raises `AccessRefused` where there is no key."""
        return self._key().encrypt(json.dumps(plain).encode()).decode("ascii")

    def open(self, sealed: str, longest: int | None = None) -> Mapping[str, Any]:
        """The values again. Raises `AccessRefused` where the key is another one or the text was tampered with.

        With `longest`, also where it was sealed more than so many seconds ago.
        """
        try:
            plain: Mapping[str, Any] = json.loads(self._key().decrypt(sealed.encode("ascii"), longest))
        except (InvalidToken, ValueError):
            raise AccessRefused(say(_OTHER_KEY)) from None
        return plain

    def renew(self, sealed: str) -> str:
        """The same values sealed with the first key. Raises `AccessRefused` where no key opens it."""
        try:
            return self._key().rotate(sealed.encode("ascii")).decode("ascii")
        except (InvalidToken, ValueError):
            raise AccessRefused(say(_OTHER_KEY)) from None

    def _key(self) -> MultiFernet:
        if self._fernet is None:
            raise AccessRefused(say(_NO_KEY))
        return self._fernet


def _stretched(key: str) -> bytes:
    """A key of any length as the 32 bytes that are needed. The keys are random texts, so one hash is enough."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"podwright credentials\0" + key.encode()).digest())


_NO_KEY = gettext_noop(
    "Credentials cannot be stored: this server has no key to encrypt them with. "
    "Whoever runs it sets PODWRIGHT_CREDENTIALS_KEY."
)
_OTHER_KEY = gettext_noop(
    "The credentials of this connection were encrypted with another key; add the connection again."
)
