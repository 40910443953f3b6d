"""The contexts of a kubeconfig between two pages: shown by name, their credentials sealed.

Nothing is stored until one of them is chosen. What the browser carries from the page that lists them to the one that
keeps one is sealed with the key that seals stored credentials: it shows nothing, opens here only, for the user whom it
was sealed for, and for a quarter of an hour. So there is nothing to clean up when nobody comes back, no secret in a
table of sessions, and any worker can open it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pods.cluster.access import Access, AccessRefused, Reachable
from pods.cluster.kubeconfig import Context, kubeconfig
from pods.cluster.sealing import Seal
from pods.domain.messages import Message, gettext_noop, say

LONGEST = 15 * 60  # seconds
_WHAT = "contexts of a kubeconfig"


@dataclass(frozen=True, slots=True)
class Offered:
    """A context one may choose, or with `refused` the reason why not."""

    name: str
    cluster: str
    user: str
    namespace: str
    server: str = ""
    verify: bool = True
    refused: Message | None = None
    access: Access | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """The contexts in their order, and the one to begin with: the current one, if it can be used."""

    contexts: tuple[Offered, ...]
    first: str = ""

    @property
    def usable(self) -> tuple[Offered, ...]:
        """Those one may choose."""
        return tuple(context for context in self.contexts if context.access is not None)

    def chosen(self, name: str) -> Offered:
        """The usable context of that name. Raises `AccessRefused`."""
        for context in self.usable:
            if context.name == name:
                return context
        raise AccessRefused(say(_NO_CONTEXT))

    def close(self, seal: Seal, owner: int) -> str:
        """The usable contexts sealed for that user. Raises `AccessRefused` where there is no key."""
        contexts = [[one.name, one.cluster, one.user, one.namespace, _plain(one)] for one in self.usable]
        return seal.close({"what": _WHAT, "owner": owner, "first": self.first, "contexts": contexts})


def read(text: str, reachable: Reachable) -> Offer:
    """What a kubeconfig offers. Raises `AccessRefused` where it is none at all."""
    config = kubeconfig(text)
    contexts = tuple(_offered(context, reachable) for context in config.contexts)
    return Offer(contexts, _first(contexts, config.current))


def opened(sealed: str, seal: Seal, owner: int) -> Offer:
    """What was sealed for that user a little while ago. Raises `AccessRefused`."""
    try:
        said = seal.open(sealed, LONGEST)
    except AccessRefused:
        raise AccessRefused(say(_OVER)) from None
    if (said.get("what"), said.get("owner")) != (_WHAT, owner):
        raise AccessRefused(say(_OVER))
    contexts = tuple(_usable(*words, access=Access.of(plain)) for *words, plain in said["contexts"])
    return Offer(contexts, said["first"])


def _offered(context: Context, reachable: Reachable) -> Offered:
    words = (context.name, context.cluster, context.user, context.namespace)
    if context.access is None:
        return Offered(*words, refused=context.refused.message if context.refused else None)
    try:
        reachable.check(context.access)
    except AccessRefused as refused:
        return Offered(*words, server=context.access.server, refused=refused.message)
    return _usable(*words, access=context.access)


def _usable(name: str, cluster: str, user: str, namespace: str, *, access: Access) -> Offered:
    return Offered(name, cluster, user, namespace, access.server, access.verify, access=access)


def _first(contexts: Sequence[Offered], current: str) -> str:
    usable = [context.name for context in contexts if context.access is not None]
    return current if current in usable else next(iter(usable), "")


def _plain(one: Offered) -> object:
    assert one.access is not None
    return one.access.plain()


_NO_CONTEXT = gettext_noop("Choose one of the contexts that can be used.")
_OVER = gettext_noop(
    "A quarter of an hour has passed since the kubeconfig was read, or it was read for somebody else; "
    "give it once more."
)
