"""Examples of our own to start from; each tells in comments what it shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pods.domain.messages import Message, gettext_noop, say

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """A manifest to start from."""

    slug: str
    title: Message
    about: Message
    text: str

    @property
    def digest(self) -> str:
        """What tells its text from others."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@cache
def all_examples() -> tuple[Example, ...]:
    """The examples in the order they are offered."""
    return tuple(
        Example(slug, title, about, (_FOLDER / f"{slug}.yaml").read_text(encoding="utf-8"))
        for slug, (title, about) in _OFFERED.items()
    )


_OFFERED = {
    "shop": (
        say(gettext_noop("Web shop with its helpers")),
        say(
            gettext_noop(
                "A web application with a log shipper, a database ambassador, a metrics adapter and a migration that "
                "runs first."
            )
        ),
    ),
    "dates": (
        say(gettext_noop("Three containers, one process view")),
        say(
            gettext_noop("One container writes the date, one follows it, one looks at the processes of both.")
        ),
    ),
    "report": (
        say(gettext_noop("A job that ends although its helper does not")),
        say(gettext_noop("A nightly report beside a native sidecar that uploads what the report writes.")),
    ),
}

BLANK = """\
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  containers:
    - name: app
      image: nginx:1.29
      ports:
        - containerPort: 80
"""
