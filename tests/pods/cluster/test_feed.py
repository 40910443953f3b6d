"""What feeds a live page: the right watches for each kind, and what they come to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pods.cluster.access import Access
from pods.cluster.api import Api
from pods.cluster.live import watching
from pods.cluster.live.feed import PodFeed
from pods.cluster.live.situation import Situation
from pods.cluster.live.subject import Subject
from pods.cluster.transport import of_access
from tests.pods.cluster import recorded
from tests.pods.cluster.recorded import Cluster, Handler, Respond, answer, status

CORE, APPS, BATCH = "/api/v1/namespaces/a", "/apis/apps/v1/namespaces/a", "/apis/batch/v1/namespaces/a"


def thing(name: str, owner: str = "", revision: str = "", **more: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {"name": name, "namespace": "a", "uid": name, "resourceVersion": "2"}
    metadata["managedFields"] = [{"manager": "long"}]
    if owner:
        metadata["ownerReferences"] = [{"kind": "X", "name": owner, "uid": owner, "controller": True}]
    if revision:
        metadata["annotations"] = {"deployment.kubernetes.io/revision": revision, "other": "long"}
    return {"metadata": metadata, **more}


def event(reason: str, about: str, count: int = 1) -> dict[str, Any]:
    made = thing(f"{about}.{reason}.{count}", type="Normal", reason=reason, message="m", count=count)
    return made | {"involvedObject": {"kind": "Pod", "name": about, "uid": about}}


def holds(*things: Any) -> Respond:
    """A list of these, and a watch in which nothing happens."""

    def respond(handler: Handler) -> None:
        if "watch=true" in handler.path:
            recorded.watch(hold=3)(handler)
        else:
            answer(200, {"metadata": {"resourceVersion": "5"}, "items": list(things)})(handler)

    return respond


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(watching, "_FIRST", 0.02)
    monkeypatch.setattr(watching, "_PAUSE", 0.01)
    with recorded.cluster() as running:
        running.on("GET", f"{CORE}/events", holds())
        yield running


def situation(
    cluster: Cluster, subject: Subject, fits: Callable[[Situation], Any], chosen: str = ""
) -> Situation:
    """The first moment that fits."""
    feed = PodFeed(Api(of_access(Access(cluster.url)), answer=1), subject)
    feed.start()
    until = time.monotonic() + 4
    try:
        while True:
            now = Situation(subject, feed.topic.snapshot, datetime.now(UTC), chosen)
            if fits(now):
                return now
            assert time.monotonic() < until, now
            time.sleep(0.01)
    finally:
        feed.stop()
        assert feed.over
        assert feed.topic.ended


def queries(cluster: Cluster, path: str) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(one.path).query) for one in cluster.asked if urlsplit(one.path).path == path]


def test_a_pod_needs_one_watch_by_its_name_and_one_on_its_events(cluster: Cluster) -> None:
    cluster.on("GET", f"{CORE}/pods", holds(thing("shop")))
    about = (event("Pulled", "shop", 2), event("Pulled", "shop", 3), event("Other", "else"))
    cluster.on("GET", f"{CORE}/events", holds(*about))
    now = situation(cluster, Subject("a", "Pod", "shop"), lambda now: now.pod and now.events)
    assert now.pod is not None
    assert now.pod.state.name == "shop"
    assert [(each.reason, each.count) for each in now.events] == [
        ("Pulled", 5)
    ]  # said once, counted together
    assert queries(cluster, f"{CORE}/pods")[0] == {"fieldSelector": ["metadata.name=shop"]}
    assert queries(cluster, f"{CORE}/events")[0] == {"fieldSelector": ["involvedObject.name=shop"]}
    assert "managedFields" not in now.pod.raw["metadata"]


def test_a_deployment_shows_the_pods_of_its_newest_template_first_and_no_others(cluster: Cluster) -> None:
    spec = {"replicas": 2, "selector": {"matchLabels": {"app": "web"}}}
    cluster.on("GET", f"{APPS}/deployments", holds(thing("web", spec=spec, status={"readyReplicas": 1})))
    sets = (thing("web-1", "web", "1"), thing("web-2", "web", "2"), thing("strange", "another", "9"))
    cluster.on("GET", f"{APPS}/replicasets", holds(*sets))
    pods = (
        thing("web-1-a", "web-1"),
        thing("web-2-b", "web-2"),
        thing("strange-c", "strange"),
        thing("bare"),
    )
    cluster.on("GET", f"{CORE}/pods", holds(*pods))
    subject = Subject("a", "Deployment", "web")
    now = situation(cluster, subject, lambda now: len(now.pods) == 2)
    assert [(each.state.name, each.old) for each in now.pods] == [("web-2-b", False), ("web-1-a", True)]
    assert now.replicas == (1, 2)
    assert queries(cluster, f"{CORE}/pods")[0] == {"labelSelector": ["app=web"]}
    chosen = situation(cluster, subject, lambda now: len(now.pods) == 2, chosen="web-1-a")
    assert chosen.pod is not None
    assert chosen.pod.state.name == "web-1-a"


def test_a_cron_job_shows_the_pods_of_its_jobs(cluster: Cluster) -> None:
    cluster.on("GET", f"{BATCH}/cronjobs", holds(thing("nightly", spec={})))
    cluster.on("GET", f"{BATCH}/jobs", holds(thing("nightly-1", "nightly"), thing("other-1", "other")))
    cluster.on("GET", f"{CORE}/pods", holds(thing("nightly-1-x", "nightly-1"), thing("other-1-x", "other-1")))
    now = situation(cluster, Subject("a", "CronJob", "nightly"), lambda now: now.pods)
    assert [each.state.name for each in now.pods] == ["nightly-1-x"]


def test_a_workload_that_is_not_there_is_told_as_that(cluster: Cluster) -> None:
    cluster.on("GET", f"{APPS}/deployments", holds())
    now = situation(cluster, Subject("a", "Deployment", "web"), lambda now: now.heard)
    assert (now.pod, now.workload, now.lost) == (None, None, None)


def test_who_may_not_list_pods_is_told_and_who_may_not_read_events_still_sees_them(cluster: Cluster) -> None:
    no = answer(403, status(403, "Forbidden", "no rights"))
    cluster.on("GET", f"{CORE}/events", no)
    cluster.on("GET", f"{CORE}/pods", holds(thing("shop")))
    subject = Subject("a", "Pod", "shop")
    now = situation(cluster, subject, lambda now: now.pod and now.events_lost)
    assert not now.over
    cluster.on("GET", f"{CORE}/pods", no)
    lost = situation(cluster, subject, lambda now: now.lost)
    assert lost.over
    assert lost.lost is not None
    assert "no rights" in str(lost.lost.problem.message)


def test_what_was_lost_and_is_back_is_no_longer_lost(cluster: Cluster) -> None:
    cluster.on("GET", f"{CORE}/events", holds())
    answers = [recorded.hang_up, holds(thing("shop"))]

    def respond(handler: Handler) -> None:
        (answers.pop(0) if len(answers) > 1 else answers[0])(handler)

    cluster.on("GET", f"{CORE}/pods", respond)
    now = situation(cluster, Subject("a", "Pod", "shop"), lambda now: now.pod and not now.lost)
    assert now.pod


@pytest.mark.parametrize(
    ("namespace", "kind", "name", "sound"),
    [
        ("a", "Pod", "shop", True),
        ("a", "Secret", "shop", False),
        ("a/../b", "Pod", "shop", False),
        ("a", "Pod", "Shop", False),
        ("a", "Pod", "a?watch=1", False),
        ("a", "Pod", "x" * 254, False),
    ],
)
def test_only_what_can_exist_is_asked_for(namespace: str, kind: str, name: str, sound: bool) -> None:
    assert Subject(namespace, kind, name).sound is sound


def test_selectors_are_written_as_queries_have_them() -> None:
    expressions = [
        {"key": "tier", "operator": "In", "values": ["a", "b"]},
        {"key": "old", "operator": "DoesNotExist"},
        {"key": "new", "operator": "Exists"},
    ]
    selector = {"matchLabels": {"app": "web"}, "matchExpressions": expressions}
    query = Subject("a", "Deployment", "web").pods_query({"spec": {"selector": selector}})
    assert query == {"labelSelector": "app=web,tier in (a,b),!old,new"}
    assert (
        Subject("a", "Deployment", "web").pods_query({"spec": {"selector": {}}}) is None
    )  # not every pod there is
