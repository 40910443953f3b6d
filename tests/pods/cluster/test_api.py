"""The door to a cluster: what goes out, what comes back, and what each failure of a network becomes."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pods.cluster.access import Access, Credentials
from pods.cluster.api import Api, path_of
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.transport import of_access
from tests.pods.cluster import recorded
from tests.pods.cluster.recorded import Cluster

EXCHANGES = Path("/work/shared/truth/exchanges.json")
POD = {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "shop"}}


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with recorded.cluster() as running:
        running.on("GET", "/api/v1/namespaces/a/pods/shop", recorded.answer(200, POD))
        yield running


def api(cluster: Cluster, credentials: Credentials | None = None, **times: float) -> Api:
    return Api(of_access(Access(cluster.url, credentials or Credentials(token="t0ken"))), **times)


def test_an_object_is_read_with_the_token_of_the_connection(cluster: Cluster) -> None:
    answer = api(cluster).get(path_of("api", "v1", "namespaces", "a", "pods", "shop"))
    assert (answer.status, answer.body) == (200, POD)
    assert cluster.asked[0].headers["Authorization"] == "Bearer t0ken"


def test_a_password_and_impersonation_are_sent_as_kubectl_sends_them(cluster: Cluster) -> None:
    who = Credentials(username="ann", password="pw", impersonate={"Impersonate-Group": ["a,b", "c"]})
    api(cluster, who).get("/api/v1/namespaces/a/pods/shop")
    headers = cluster.asked[0].headers
    assert headers["authorization"] == "Basic YW5uOnB3"
    assert "Impersonate-Group" in headers


def test_names_cannot_leave_their_place_in_a_path() -> None:
    assert path_of("api", "v1", "pods", "../x?y#z/é") == "/api/v1/pods/..%2Fx%3Fy%23z%2F%C3%A9"


def test_an_apply_is_sent_as_yaml_that_is_json_with_its_query(cluster: Cluster) -> None:
    cluster.on("PATCH", "/x", recorded.answer(200, POD))
    api(cluster).apply("/x", {"a": "é"}, {"fieldManager": "podwright", "force": True, "dryRun": None})
    asked = cluster.asked[0]
    assert asked.path == "/x?fieldManager=podwright&force=true"
    assert asked.headers["Content-Type"] == "application/apply-patch+yaml"
    assert asked.body == {"a": "é"}


def test_warnings_come_with_the_answer(cluster: Cluster) -> None:
    warning = {"Warning": '299 - "unknown field \\"spec.x\\"", 299 - "two"'}
    cluster.on("GET", "/x", recorded.answer(200, POD, warning))
    assert api(cluster).get("/x").warnings == ('unknown field "spec.x"', "two")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (400, Kind.INVALID),
        (401, Kind.UNAUTHORIZED),
        (403, Kind.FORBIDDEN),
        (404, Kind.NOT_FOUND),
        (409, Kind.CONFLICT),
        (410, Kind.GONE),
        (422, Kind.INVALID),
        (429, Kind.BUSY),
        (500, Kind.SERVER),
        (503, Kind.SERVER),
    ],
)
def test_a_refusal_keeps_what_the_server_said(cluster: Cluster, code: int, kind: Kind) -> None:
    details = {"causes": [{"reason": "FieldValueInvalid", "message": "no", "field": "spec.x"}]}
    cluster.fail(recorded.answer(code, recorded.status(code, "Why", "because", details=details)))
    with pytest.raises(ClusterProblem) as raised:
        api(cluster).get("/x")
    problem = raised.value
    assert (problem.kind, problem.status, problem.words, problem.reason) == (kind, code, "because", "Why")
    assert [(c.reason, c.field) for c in problem.causes] == [("FieldValueInvalid", "spec.x")]
    assert "because" in str(problem.message)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (recorded.hang_up, Kind.CUT),
        (recorded.cut, Kind.CUT),
        (recorded.garbage, Kind.GARBAGE),
        (recorded.redirect, Kind.GARBAGE),
        (recorded.answer(500, "not even JSON"), Kind.SERVER),
        (recorded.answer(502, ["a", "list"]), Kind.SERVER),
    ],
    ids=["hang up", "cut", "garbage", "redirect", "500 text", "502 list"],
)
def test_a_fault_becomes_a_problem_with_a_sentence(
    cluster: Cluster, fault: recorded.Respond, kind: Kind
) -> None:
    cluster.fail(fault)
    with pytest.raises(ClusterProblem) as raised:
        api(cluster).get("/x")
    assert raised.value.kind is kind
    assert str(raised.value.message)
    assert len(cluster.asked) == 1  # nothing is repeated, nothing is followed


@pytest.mark.parametrize("fault", [recorded.silence(1.5), recorded.drip(1.5)], ids=["silence", "drip"])
def test_an_answer_that_takes_too_long_is_given_up(cluster: Cluster, fault: recorded.Respond) -> None:
    cluster.fail(fault)
    started = time.monotonic()
    with pytest.raises(ClusterProblem) as raised:
        api(cluster, answer=0.3).get("/x")
    assert raised.value.kind is Kind.SLOW
    assert time.monotonic() - started < 1.2


def test_a_closed_port_is_told_with_its_host_and_without_the_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(ClusterProblem) as raised:
        Api(of_access(Access(f"http://127.0.0.1:{port}", Credentials(token="s3cret")))).get("/version")
    assert raised.value.kind is Kind.UNREACHABLE
    assert f"127.0.0.1:{port}" in str(raised.value)
    assert "s3cret" not in repr(raised.value.__dict__)


def test_a_busy_server_is_asked_again_when_it_says_when(cluster: Cluster) -> None:
    busy = recorded.answer(429, recorded.status(429, "TooManyRequests", "later"), {"Retry-After": "0"})
    cluster.fail(busy, busy)
    assert api(cluster).get("/api/v1/namespaces/a/pods/shop").body == POD
    assert len(cluster.asked) == 3


def test_a_busy_server_that_asks_for_too_long_a_wait_is_told_at_once(cluster: Cluster) -> None:
    cluster.fail(
        recorded.answer(429, recorded.status(429, "TooManyRequests", "later"), {"Retry-After": "60"})
    )
    with pytest.raises(ClusterProblem) as raised:
        api(cluster).get("/x")
    assert (raised.value.kind, raised.value.retry_after) == (Kind.BUSY, 60.0)


def test_a_watch_gives_each_event_as_it_comes_and_ends_with_the_server(cluster: Cluster) -> None:
    events = [{"type": "ADDED", "object": POD}, {"type": "BOOKMARK", "object": {}}]
    cluster.on("GET", "/w", recorded.watch(*events))
    with api(cluster).stream("/w", {"watch": True}) as stream:
        assert list(stream.events()) == events


def test_a_watch_that_is_cut_says_so_after_what_came_before(cluster: Cluster) -> None:
    cluster.on("GET", "/w", recorded.watch({"type": "ADDED"}, cut=True))
    seen: list[object] = []
    with api(cluster).stream("/w") as stream, pytest.raises(ClusterProblem) as raised:
        seen.extend(stream.events())
    assert seen == [{"type": "ADDED"}]
    assert raised.value.kind is Kind.CUT


def test_a_quiet_watch_counts_as_dead_after_a_while(cluster: Cluster) -> None:
    cluster.on("GET", "/w", recorded.watch({"type": "ADDED"}, hold=1.5))
    with api(cluster).stream("/w", quiet=0.2) as stream, pytest.raises(ClusterProblem) as raised:
        list(stream.events())
    assert raised.value.kind is Kind.SLOW


def test_closing_a_stream_wakes_who_waits_for_it(cluster: Cluster) -> None:
    cluster.on("GET", "/w", recorded.watch({"type": "ADDED"}, hold=3))
    stream = api(cluster).stream("/w")
    seen: list[object] = []

    def read() -> None:
        with stream:
            seen.extend(stream.events())

    reader = threading.Thread(target=read)
    reader.start()
    while not seen:
        time.sleep(0.01)
    stream.close()
    reader.join(1)
    assert not reader.is_alive()


def test_a_stream_that_is_refused_says_why(cluster: Cluster) -> None:
    cluster.fail(recorded.answer(410, recorded.status(410, "Expired", "too old")))
    with pytest.raises(ClusterProblem) as raised:
        api(cluster).stream("/w")
    assert raised.value.kind is Kind.GONE


def test_a_line_that_never_ends_is_not_read_for_ever(cluster: Cluster) -> None:
    cluster.on("GET", "/w", recorded.answer(200, "x" * 5000))
    with api(cluster).stream("/w") as stream, pytest.raises(ClusterProblem):
        list(stream.lines(longest=100))


@pytest.mark.skipif(not EXCHANGES.exists(), reason="the recording is not here")
def test_every_recorded_exchange_comes_back_as_it_was() -> None:
    exchanges = json.loads(EXCHANGES.read_text())["exchanges"]
    with recorded.cluster(exchanges) as running:
        running.speed = 1e6
        for exchange in exchanges:
            running.exchanges = [exchange]
            _ask(api(running), exchange)


def _ask(asked: Api, exchange: recorded.Exchange) -> None:
    request, response = exchange["request"], exchange["response"]
    if isinstance(response["body"], list):
        with asked.stream(request["path"]) as stream:
            assert list(stream.events()) == [event["line"] for event in response["body"]]
    elif response["status"] < 300:
        answer = asked.request(
            request["method"], request["path"], None, request["body"], request["content_type"] or ""
        )
        assert (answer.status, answer.body) == (response["status"], response["body"])
    else:
        with pytest.raises(ClusterProblem) as raised:
            asked.request(
                request["method"], request["path"], None, request["body"], request["content_type"] or ""
            )
        assert raised.value.words == response["body"]["message"]
