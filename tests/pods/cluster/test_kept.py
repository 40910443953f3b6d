"""Clients kept for a while."""

from __future__ import annotations

import threading

from pods.cluster.access import Access
from pods.cluster.api import Api
from pods.cluster.kept import Kept
from pods.cluster.transport import of_access


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def make() -> Api:
    return Api(of_access(Access("https://dev.example:6443")))


def test_the_same_key_gives_the_same_client_until_its_time_is_over() -> None:
    clock = Clock()
    kept = Kept(longest=10, clock=clock)
    first = kept.get("a", make)
    clock.now += 10
    assert kept.get("a", make) is first
    clock.now += 0.1
    assert kept.get("a", make) is not first


def test_fresh_replaces_the_client_for_everybody() -> None:
    kept = Kept()
    first = kept.get("a", make)
    second = kept.get("a", make, fresh=True)
    assert second is not first
    assert kept.get("a", make) is second


def test_the_one_unused_for_longest_goes_where_there_are_too_many() -> None:
    kept = Kept(most=2)
    a, b = kept.get("a", make), kept.get("b", make)
    assert kept.get("a", make) is a
    kept.get("c", make)
    assert kept.get("a", make) is a
    assert kept.get("b", make) is not b


def test_a_client_that_is_slow_to_make_keeps_nobody_waiting_for_another() -> None:
    kept = Kept()
    go, started = threading.Event(), threading.Event()

    def slowly() -> Api:
        started.set()
        assert go.wait(5)
        return make()

    thread = threading.Thread(target=kept.get, args=("slow", slowly))
    thread.start()
    assert started.wait(5)
    assert kept.get("quick", make) is kept.get("quick", make)
    go.set()
    thread.join(5)
