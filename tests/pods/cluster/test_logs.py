"""Logs that are followed: through restarts and refusals, within bounds, and with nothing in them that acts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.cluster.access import Access
from pods.cluster.api import Api
from pods.cluster.live import logs
from pods.cluster.live.lines import LONGEST, Again, Line, Mark, line, shown
from pods.cluster.live.logs import MOST_BYTES, MOST_LINES, Log, LogFeed, Source, download
from pods.cluster.transport import of_access
from tests.pods.cluster import recorded
from tests.pods.cluster.recorded import Cluster, Handler, Respond, answer, status

SOURCE = Source("a", "shop", "app")
PATH = "/api/v1/namespaces/a/pods/shop/log"


def stamped(second: int, text: str) -> bytes:
    return f"2026-11-21T03:00:{second:02}.5Z {text}\n".encode()


def says(*parts: bytes, hold: float = 0) -> Respond:
    def respond(handler: Handler) -> None:
        handler.begin(content_type="text/plain")
        for part in parts:
            handler.chunk(part)
        time.sleep(hold)
        handler.chunk(b"")

    return respond


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(logs, "_FIRST", 0.02)
    monkeypatch.setattr(logs, "_LONGEST", 0.05)
    with recorded.cluster() as running:
        yield running


def script(cluster: Cluster, *answers: Respond) -> None:
    left = list(answers)
    cluster.on("GET", PATH, lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler))


def followed(cluster: Cluster, fits: Callable[[Log], bool], source: Source = SOURCE) -> LogFeed:
    feed = LogFeed(Api(of_access(Access(cluster.url)), answer=1), source)
    feed.start()
    until = time.monotonic() + 4
    while not fits(feed.log):
        assert time.monotonic() < until, (feed.log.after(0), feed.log.note)
        time.sleep(0.01)
    return feed


def texts(log: Log) -> list[str]:
    return [each.text for each in log.after(0)]


def test_a_log_goes_on_after_a_restart_and_says_no_line_twice(cluster: Cluster) -> None:
    first = says(stamped(1, "one"), stamped(2, "tw")[:-1], b"o\n")
    script(cluster, first, says(stamped(2, "two"), stamped(3, "three"), hold=2))
    feed = followed(cluster, lambda log: log.count == 3)
    feed.stop()
    assert texts(feed.log) == ["one", "two", "three"]
    assert "tailLines=2000" in cluster.asked[0].path
    assert "sinceTime=2026-11-21T03%3A00%3A02Z" in cluster.asked[1].path
    assert feed.log.ended


def cut_after(*parts: bytes) -> Respond:
    def respond(handler: Handler) -> None:
        handler.begin(content_type="text/plain")
        for part in parts:
            handler.chunk(part)
        recorded.hang_up(handler)

    return respond


def test_a_cut_among_lines_of_one_moment_loses_none_and_says_none_twice(cluster: Cluster) -> None:
    log = [
        stamped(1, "a"),
        stamped(2, "b"),
        stamped(2, "c"),
        stamped(2, "c"),
        stamped(2, "d"),
        stamped(3, "e"),
    ]
    first = cut_after(*log[:3], log[3][:-4])
    script(cluster, first, cut_after(*log[1:4]), says(*log[1:], hold=2))
    feed = followed(cluster, lambda log: log.count == 6)
    time.sleep(0.1)
    feed.stop()
    assert texts(feed.log) == ["a", "b", "c", "c", "d", "e"]


def test_a_stream_that_ends_in_the_middle_of_a_line_gives_the_whole_line_later(cluster: Cluster) -> None:
    script(
        cluster,
        says(stamped(1, "a"), stamped(2, "whole")[:-3]),
        says(stamped(1, "a"), stamped(2, "whole"), hold=2),
    )
    feed = followed(cluster, lambda log: log.count == 2)
    feed.stop()
    assert texts(feed.log) == ["a", "whole"]


def test_a_last_line_that_never_gets_its_end_is_shown_once(cluster: Cluster) -> None:
    script(cluster, says(stamped(1, "a"), stamped(1, "last")[:-1]))
    feed = followed(cluster, lambda log: log.count == 2)
    until = time.monotonic() + 3
    while len(cluster.asked) < 5:
        assert time.monotonic() < until
        time.sleep(0.01)
    feed.stop()
    assert texts(feed.log) == ["a", "last"]


moments = st.integers(0, 25).map(lambda tenth: f"2026-11-21T03:00:0{tenth // 10}.{tenth % 10}00000000Z")


@given(st.lists(moments, max_size=30).map(sorted), st.lists(st.integers(0, 30), max_size=6), st.data())
def test_a_log_read_in_pieces_is_the_log(times: list[str], cuts: list[int], data: st.DataObject) -> None:
    """As a node answers: from a whole second on; two pipes may swap neighbours of one second."""
    log = [Line(number, each, "same") for number, each in enumerate(times)]
    for place in data.draw(st.sets(st.integers(0, max(len(log) - 2, 0)))) if len(log) > 1 else ():
        if log[place].time[:19] == log[place + 1].time[:19]:
            log[place], log[place + 1] = log[place + 1], log[place]
    mark, read = Mark(), []
    for length in [*cuts, len(log)]:
        again = Again(mark)
        for each in [one for one in log if one.time[:19] >= mark.second][:length]:
            if not again.knows(each):
                mark = mark.past(each)
                read.append(each)
    assert read == log


def test_a_container_that_has_not_started_is_waited_for(cluster: Cluster) -> None:
    waiting = answer(400, status(400, "BadRequest", 'container "app" is waiting to start'))
    script(cluster, waiting, waiting, says(stamped(1, "one"), hold=2))
    noted = followed(cluster, lambda log: log.note is not None)
    assert "waiting to start" in str(noted.log.note)
    until = time.monotonic() + 3
    while noted.log.count == 0:
        assert time.monotonic() < until
        time.sleep(0.01)
    note = noted.log.note  # as it is while the stream is held; later it has ended
    noted.stop()
    assert note is None


@pytest.mark.parametrize(
    ("respond", "says_so"),
    [
        (answer(404, status(404, "NotFound", 'pods "shop" not found')), "gone"),
        (answer(403, status(403, "Forbidden", "no rights")), "no rights"),
        (answer(401, status(401, "Unauthorized", "Unauthorized")), "does not know this user"),
    ],
)
def test_what_cannot_get_better_is_said_and_not_asked_again(
    cluster: Cluster, respond: Respond, says_so: str
) -> None:
    script(cluster, respond)
    feed = followed(cluster, lambda log: log.note is not None)
    time.sleep(0.1)
    assert says_so in str(feed.log.note)
    assert feed.over
    assert len(cluster.asked) == 1


def test_the_log_of_a_previous_try_is_read_once(cluster: Cluster) -> None:
    script(cluster, says(stamped(1, "then")))
    feed = followed(cluster, lambda log: log.count == 1, Source("a", "shop", "app", previous=True))
    time.sleep(0.1)
    assert feed.over
    assert "previous=true" in cluster.asked[0].path
    assert "follow" not in cluster.asked[0].path
    assert len(cluster.asked) == 1


def test_a_quiet_log_ends_at_once_when_nobody_looks(cluster: Cluster) -> None:
    script(cluster, says(stamped(1, "one"), hold=3))
    feed = followed(cluster, lambda log: log.count == 1)
    started = time.monotonic()
    feed.stop()
    feed._thread.join(2)
    assert time.monotonic() - started < 1


def test_only_the_last_lines_are_kept() -> None:
    log = Log()
    for number in range(MOST_LINES + 500):
        log.add(b"line %d" % number)
    assert len(log.after(0)) == MOST_LINES
    assert [each.text for each in log.after(MOST_LINES + 498)] == [
        f"line {MOST_LINES + n}" for n in (498, 499)
    ]
    for _ in range(400):
        log.add(b"x" * LONGEST)
    assert sum(len(each.text) for each in log.after(0)) <= MOST_BYTES


@pytest.mark.parametrize(
    ("data", "time_", "text"),
    [
        (b"2026-11-21T03:00:01.25Z hello", "2026-11-21T03:00:01.250000000Z", "hello"),
        (b"2026-11-21T12:00:01+09:00 hello", "2026-11-21T03:00:01.000000000Z", "hello"),
        (b"2026-99-99T03:00:01Z hello", "", "2026-99-99T03:00:01Z hello"),
        (b"no time", "", "no time"),
        (b"2026-11-21T03:00:01Z \x1b[31mred\x1b[0m", "2026-11-21T03:00:01.000000000Z", "red"),
        (b"a\x1b]0;title\x07b", "", "a␛]0;title␇b"),
        (b"a\x00b\xff\tc\r", "", "a␀b\\xff\tc"),
        ("a\u202eb".encode(), "", "a\\u202eb"),
    ],
)
def test_a_line_is_shown_with_nothing_in_it_that_acts(data: bytes, time_: str, text: str) -> None:
    made = line(1, data)
    assert (made.time, made.text) == (time_, text)


@given(st.binary(max_size=300))
def test_any_bytes_make_a_line_without_control_characters(data: bytes) -> None:
    text = line(1, data).text
    assert all(character == "\t" or ord(character) >= 0x20 for character in text)
    assert len(shown("x" * 99_999)) == LONGEST + 1


def test_a_download_is_the_log_byte_for_byte(cluster: Cluster) -> None:
    script(cluster, says(b"2026 \x00\xff\n", b"end"))
    assert download(Api(of_access(Access(cluster.url)), answer=1), SOURCE) == b"2026 \x00\xff\nend"
    assert "limitBytes" in cluster.asked[0].path
