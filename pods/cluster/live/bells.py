"""Waking coroutines from the threads that watch a cluster."""

from __future__ import annotations

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress


class Bell(ABC):
    """Something that changes now and then: `number` grows with each change, and whoever waits is woken."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self._wakers: set[_Waker] = set()
        self._ended = False

    @property
    @abstractmethod
    def number(self) -> int:
        """How often it changed so far."""

    @property
    def ended(self) -> bool:
        """Whether nothing will change any more: its feed was stopped."""
        return self._ended

    def ring(self) -> None:
        """Wake everybody who waits. From any thread, without holding `guard`."""
        with self.guard:
            wakers = list(self._wakers)
        for waker in wakers:
            waker.wake()

    def end(self) -> None:
        """Say that nothing comes any more."""
        self._ended = True
        self.ring()

    def _add(self, waker: _Waker) -> None:
        with self.guard:
            self._wakers.add(waker)

    def _remove(self, waker: _Waker) -> None:
        with self.guard:
            self._wakers.discard(waker)


async def rung(seen: Sequence[tuple[Bell, int]], within: float) -> None:
    """Wait until one of the bells has another number than the one seen, or has ended, for so many seconds at most."""
    waker = _Waker()
    for bell, _ in seen:
        bell._add(waker)
    try:
        if not any(bell.number != number or bell.ended for bell, number in seen):
            await waker.woken(within)
    finally:
        for bell, _ in seen:
            bell._remove(waker)


class _Waker:
    """Wakes one coroutine from another thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    def wake(self) -> None:
        with suppress(RuntimeError):  # its loop may have been closed meanwhile
            self._loop.call_soon_threadsafe(self._event.set)

    async def woken(self, within: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), within)
