"""What can go wrong on the way to an API server and back: a kind one can act on, and a sentence one can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pods.domain.messages import Message, gettext_noop, say


class Kind(StrEnum):
    """What went wrong, by what one can do about it."""

    UNREACHABLE = "unreachable"  # nobody answers there
    SLOW = "slow"  # somebody answers, but not in time
    UNTRUSTED = "untrusted"  # not who it says it is (TLS)
    CUT = "cut"  # the answer ended in the middle
    GARBAGE = "garbage"  # an answer that no API server gives
    UNAUTHORIZED = "unauthorized"  # 401
    FORBIDDEN = "forbidden"  # 403: rights, quota, pod security, a namespace that is going
    NOT_FOUND = "not found"  # 404
    CONFLICT = "conflict"  # 409
    GONE = "gone"  # 410: the resource version is too old to go on from
    INVALID = "invalid"  # 422 and 400: the object is refused
    BUSY = "busy"  # 429
    SERVER = "server"  # 5xx


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason of a refusal: the field it is about, in the API's own notation, and the API's own words."""

    reason: str
    message: str
    field: str


class ClusterProblem(Exception):
    """A request that brought nothing. `status` is the HTTP status, 0 where there was no answer."""

    def __init__(
        self,
        kind: Kind,
        message: Message,
        *,
        status: int = 0,
        said: Mapping[str, Any] | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(str(message))
        self.kind = kind
        self.message = message
        self.status = status
        self.said: Mapping[str, Any] = said or {}
        self.retry_after = retry_after

    @property
    def words(self) -> str:
        """What the API server said, in its own words; empty where it said nothing."""
        return str(self.said.get("message") or "")

    @property
    def reason(self) -> str:
        """The API's word for it, such as `Invalid` or `Expired`."""
        return str(self.said.get("reason") or "")

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Each field that was refused, or that somebody else manages."""
        details = self.said.get("details")
        causes = details.get("causes") if isinstance(details, Mapping) else None
        if not isinstance(causes, list):
            return ()
        return tuple(_cause(cause) for cause in causes if isinstance(cause, Mapping))


def _cause(said: Mapping[str, Any]) -> Cause:
    return Cause(*(str(said.get(key) or "") for key in ("reason", "message", "field")))


def refused(status: int, said: Mapping[str, Any], retry_after: float | None = None) -> ClusterProblem:
    """The problem behind an answer with an error status; `said` is the Status object, if it was one."""
    kind = _KINDS.get(status, Kind.SERVER if status >= 500 else Kind.INVALID)
    words = str(said.get("message") or "")
    message = say(_SAID[kind], words=words, status=status) if words else say(_STATUS, status=status)
    return ClusterProblem(kind, message, status=status, said=said, retry_after=retry_after)


_KINDS = {
    401: Kind.UNAUTHORIZED,
    403: Kind.FORBIDDEN,
    404: Kind.NOT_FOUND,
    409: Kind.CONFLICT,
    410: Kind.GONE,
    422: Kind.INVALID,
    429: Kind.BUSY,
}
_STATUS = gettext_noop("The API server answered with status %(status)s and no explanation.")
_SAID = {
    Kind.UNAUTHORIZED: gettext_noop(
        "The API server does not know this user (%(words)s). The token or certificate may have expired; "
        "add the connection again with new credentials."
    ),
    Kind.FORBIDDEN: gettext_noop("The API server does not allow it: %(words)s"),
    Kind.NOT_FOUND: gettext_noop("The API server knows no such thing: %(words)s"),
    Kind.CONFLICT: gettext_noop("Somebody else manages what this would change: %(words)s"),
    Kind.GONE: gettext_noop("The API server no longer knows that state: %(words)s"),
    Kind.INVALID: gettext_noop("The API server refuses it: %(words)s"),
    Kind.BUSY: gettext_noop("The API server has too much to do just now: %(words)s"),
    Kind.SERVER: gettext_noop("The API server failed with status %(status)s: %(words)s"),
}
