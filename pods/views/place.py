"""Where in a design somebody is: which of its pods, which view of it, and what is selected."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from pods.domain.diagram import all_views

FIRST_VIEW = "namespaces"
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Place:
    """What an address says behind its question mark.

    `at` is the path of a container or volume, the place of another object, or "".
    """

    pod: int = 0
    view: str = FIRST_VIEW
    at: str = ""
    reveal: bool = False  # what Secrets hold is shown, this time

    @classmethod
    def of(cls, query: QueryDict) -> Place:
        """The place a request names; what makes no sense counts as not said."""
        pod, view, at = query.get("pod", ""), query.get("view", ""), query.get("at", "")
        return cls(
            pod=int(pod) if pod.isascii() and pod.isdigit() and len(pod) < 6 else 0,
            view=view if view in all_views() else FIRST_VIEW,
            at=at if len(at) <= _LONGEST else "",
            reveal=query.get("reveal") == "1",
        )

    def query(self, **changes: object) -> str:
        """The address' query for this place with some things changed; what is usual is left out."""
        wanted = {"pod": self.pod, "view": self.view, "at": self.at} | changes
        usual = {"pod": 0, "view": FIRST_VIEW, "at": ""}
        return "?" + urlencode({name: value for name, value in wanted.items() if value != usual.get(name)})
