"""Watches through the troubles of a network, and many viewers of one watch."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pods.cluster.access import Access
from pods.cluster.api import Api
from pods.cluster.live import watching
from pods.cluster.live.hub import Full, Hub, Part, Snapshot, Topic
from pods.cluster.live.watching import Changed, Deleted, Listed, Lost, News, Watch
from pods.cluster.transport import of_access
from tests.pods.cluster import recorded
from tests.pods.cluster.recorded import Cluster, Handler, Respond, answer, status, watch

PATH = "/api/v1/namespaces/a/pods"


def pod(version: int, name: str = "shop") -> dict[str, Any]:
    return {"metadata": {"name": name, "uid": name, "resourceVersion": str(version)}}


def event(kind: str, thing: Any) -> dict[str, Any]:
    return {"type": kind, "object": thing}


def listed(version: int, *pods: Any) -> Respond:
    return answer(200, {"metadata": {"resourceVersion": str(version)}, "items": list(pods)})


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(watching, "_FIRST", 0.02)
    monkeypatch.setattr(watching, "_PAUSE", 0.01)
    with recorded.cluster() as running:
        yield running


class Told(list[News]):
    """What a watch tells, with a way to wait for it."""

    def until(self, fits: Callable[[list[News]], bool], within: float = 3.0) -> list[News]:
        end = time.monotonic() + within
        while not fits(self):
            assert time.monotonic() < end, list(self)
            time.sleep(0.005)
        return list(self)


def script(cluster: Cluster, *answers: Respond) -> None:
    """These answers in turn, the last one for ever."""
    left = list(answers)

    def respond(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    cluster.on("GET", PATH, respond)


def watching_of(cluster: Cluster) -> tuple[Watch, Told]:
    told = Told()
    return Watch(Api(of_access(Access(cluster.url)), answer=1), PATH, {}, told.append), told


QUIET = watch(hold=0.5)


def asked(cluster: Cluster) -> list[str]:
    return ["watch" if "watch=true" in request.path else "list" for request in cluster.asked]


def test_the_list_comes_first_then_each_change_from_its_version_on(cluster: Cluster) -> None:
    events = (event("MODIFIED", pod(6)), event("BOOKMARK", pod(7)), event("DELETED", pod(8)))
    script(cluster, listed(5, pod(4)), watch(*events), QUIET)
    running, told = watching_of(cluster)
    running.start()
    assert told.until(lambda news: len(news) == 3) == [Listed((pod(4),)), Changed(pod(6)), Deleted(pod(8))]
    while len(cluster.asked) < 3:
        time.sleep(0.01)
    running.stop()
    assert "resourceVersion=5" in cluster.asked[1].path
    assert "resourceVersion=8" in cluster.asked[2].path  # it goes on where it was


def test_a_cut_is_no_news_and_the_watch_goes_on_where_it_was(cluster: Cluster) -> None:
    script(
        cluster, listed(5), watch(event("ADDED", pod(6)), cut=True), watch(event("MODIFIED", pod(7))), QUIET
    )
    running, told = watching_of(cluster)
    running.start()
    assert told.until(lambda news: len(news) == 3)[1:] == [Changed(pod(6)), Changed(pod(7))]
    running.stop()
    assert asked(cluster)[:3] == ["list", "watch", "watch"]
    assert "resourceVersion=6" in cluster.asked[2].path


EXPIRED = status(410, "Expired", "too old resource version")


@pytest.mark.parametrize(
    "gone", [answer(410, EXPIRED), watch(event("ERROR", EXPIRED))], ids=["status", "event"]
)
def test_after_an_expired_version_everything_is_listed_again(cluster: Cluster, gone: Respond) -> None:
    script(cluster, listed(5, pod(4)), gone, listed(90, pod(80)), QUIET)
    running, told = watching_of(cluster)
    running.start()
    assert told.until(lambda news: len(news) == 2) == [Listed((pod(4),)), Listed((pod(80),))]
    running.stop()


@pytest.mark.parametrize(
    "fault",
    [
        answer(500, status(500, "InternalError", "no")),
        answer(429, status(429, "TooManyRequests", "later"), {"Retry-After": "0"}),
        recorded.hang_up,
        recorded.garbage,
    ],
    ids=["500", "429", "hang up", "garbage"],
)
def test_a_passing_trouble_is_told_at_most_and_got_over(cluster: Cluster, fault: Respond) -> None:
    script(cluster, fault, listed(5, pod(4)), watch(event("MODIFIED", pod(6))), QUIET)
    running, told = watching_of(cluster)
    running.start()
    news = told.until(lambda news: Changed(pod(6)) in news)
    assert not any(isinstance(one, Lost) and one.final for one in news)
    running.stop()


@pytest.mark.parametrize(("code", "reason"), [(401, "Unauthorized"), (403, "Forbidden")])
def test_a_token_that_expires_in_the_middle_ends_the_watch_with_its_reason(
    cluster: Cluster, code: int, reason: str
) -> None:
    script(cluster, listed(5), watch(event("ADDED", pod(6))), answer(code, status(code, reason, "no")))
    running, told = watching_of(cluster)
    running.start()
    last = told.until(lambda news: isinstance(news[-1] if news else None, Lost))[-1]
    assert isinstance(last, Lost)
    assert last.final
    time.sleep(0.1)
    assert asked(cluster).count("watch") == 2  # it is not asked again and again
    running.stop()


def test_stopping_ends_a_quiet_watch_at_once_and_nothing_is_told_afterwards(cluster: Cluster) -> None:
    script(cluster, listed(5), watch(event("ADDED", pod(6)), hold=3))
    running, told = watching_of(cluster)
    running.start()
    told.until(lambda news: len(news) == 2)
    started = time.monotonic()
    running.stop()
    assert time.monotonic() - started < 1
    assert len(told) == 2


def part(topic: Topic) -> Part:
    return topic.snapshot.part("pods")


class Feed:
    """A feed that only counts."""

    over = False

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def start(self) -> None:
        self.log.append("start")

    def stop(self) -> None:
        self.log.append("stop")


def test_a_hundred_viewers_share_one_watch_which_ends_after_the_last() -> None:
    log: list[str] = []
    hub = Hub(linger=0.05)
    views = [hub.join("pod", lambda: Feed(log)) for _ in range(100)]
    assert (log, hub.feeds) == (["start"], 1)
    for view in views:
        view.leave()
        view.leave()
    assert log == ["start"]  # somebody may only have reloaded
    time.sleep(0.2)
    assert (log, hub.feeds) == (["start", "stop"], 0)


def test_one_that_is_over_is_shared_while_somebody_looks_and_begun_again_afterwards() -> None:
    log: list[str] = []
    hub = Hub(linger=60)
    first = hub.join("log", lambda: Feed(log))
    first.feed.over = True
    second = hub.join("log", lambda: Feed(log))
    assert log == ["start"]  # two would throw each other out, again and again
    first.leave()
    second.leave()
    with hub.join("log", lambda: Feed(log)):
        assert log == ["start", "stop", "start"]
    hub.close()


def test_a_reload_keeps_the_watch() -> None:
    log: list[str] = []
    hub = Hub(linger=0.1)
    hub.join("pod", lambda: Feed(log)).leave()
    with hub.join("pod", lambda: Feed(log)):
        time.sleep(0.2)
        assert log == ["start"]
    hub.close()
    assert log == ["start", "stop"]


def test_no_more_is_watched_than_the_server_can_bear() -> None:
    hub = Hub(most=1)
    hub.join("a", lambda: Feed([]))
    with pytest.raises(Full):
        hub.join("b", lambda: Feed([]))
    hub.close()


def test_a_slow_viewer_sees_the_newest_state_and_none_between() -> None:
    async def look() -> tuple[Snapshot | None, Snapshot | None]:
        topic = Topic()
        for version in range(100):
            topic.tell(Changed(pod(version)), "pods")
        newest = await topic.newer(0, 1)
        assert newest is not None
        return newest, await topic.newer(newest.number, 0.01)

    newest, none = asyncio.run(look())
    assert newest is not None
    assert newest.part("pods").objects == {"shop": pod(99)}
    assert none is None


def test_a_viewer_is_woken_from_another_thread() -> None:
    async def look() -> float:
        topic = Topic()
        threading.Timer(0.05, topic.tell, (Changed(pod(1)), "pods")).start()
        started = time.monotonic()
        assert await topic.newer(0, 5) is not None
        return time.monotonic() - started

    assert asyncio.run(look()) < 2


def test_what_is_shown_of_a_state_is_made_once_for_all_viewers() -> None:
    topic, made = Topic(), []
    topic.tell(Changed(pod(1)), "pods")

    def make(snapshot: Snapshot) -> str:
        made.append(snapshot.number)
        return f"state {snapshot.number}"

    assert {topic.once(topic.snapshot, "en", make) for _ in range(50)} == {"state 1"}
    topic.tell(Changed(pod(2)), "pods")
    assert topic.once(topic.snapshot, "en", make) == "state 2"
    assert made == [1, 2]


def test_a_state_keeps_what_went_and_what_was_there_when_the_cluster_was_lost() -> None:
    topic = Topic()
    topic.tell(Listed((pod(1, "a"), pod(1, "b"))), "pods")
    topic.tell(Deleted(pod(2, "a")), "pods")
    assert (set(part(topic).objects), set(part(topic).gone)) == ({"b"}, {"a"})
    topic.tell(Listed(()), "pods")
    assert (set(part(topic).objects), set(part(topic).gone)) == (set(), {"a", "b"})
