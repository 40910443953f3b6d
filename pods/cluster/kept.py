"""Clients that are kept for a short while, so that not every request has to shake hands again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from pods.cluster.api import Api

LONGEST = 120.0  # seconds: what a kubeconfig or an account of this machine says may change
MOST = 64


class Kept:
    """At most `most` clients by key, each for `longest` seconds; the one unused for longest goes first.

    Safe to use from several threads at once. A client that goes while somebody uses it works on until they are done.
    """

    def __init__(
        self, most: int = MOST, longest: float = LONGEST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._longest = longest
        self._clock = clock
        self._kept: OrderedDict[Hashable, tuple[float, Api]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Api], *, fresh: bool = False) -> Api:
        """The client of the key, or a new one where there is none; with `fresh` a new one always.

        It is made outside the lock: a program that fetches credentials may take seconds.
        """
        found = None if fresh else self._find(key)
        return found or self._keep(key, make())

    def _find(self, key: Hashable) -> Api | None:
        with self._lock:
            made, api = self._kept.get(key, (0.0, None))
            if api is None or self._clock() - made > self._longest:
                self._kept.pop(key, None)
                return None
            self._kept.move_to_end(key)
            return api

    def _keep(self, key: Hashable, api: Api) -> Api:
        with self._lock:
            now = self._clock()
            for old in [one for one, (made, _) in self._kept.items() if now - made > self._longest]:
                del self._kept[old]  # what nobody asks for again must not hold credentials for ever
            self._kept[key] = (now, api)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return api
