"""Live pages and their streams."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, cast

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from pods.cluster.live import watched, watching
from pods.cluster.live.hub import Hub
from pods.models import ApplyRun, Connection
from pods.views.live import streams
from tests.pods.cluster import recorded
from tests.pods.cluster.recorded import Cluster, answer, status
from tests.pods.cluster.test_feed import holds
from tests.pods.cluster.test_logs import says, stamped
from tests.pods.manifests import design, me
from tests.pods.views.clusters.made import SECRET, connection

pytestmark = pytest.mark.django_db
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: app
      image: none.example/app:1
"""
SEEN = "data-container="  # in a state that shows a pod
PODS = "/api/v1/namespaces/shop/pods"


def live_pod(**waiting: str) -> dict[str, Any]:
    state = {"waiting": waiting} if waiting else {"running": {"startedAt": "2026-11-21T03:00:00Z"}}
    said = {"name": "app", "ready": not waiting, "started": not waiting, "restartCount": 0, "state": state}
    env = [{"name": "TOKEN", "value": "plain-secret"}]
    return {
        "metadata": {"name": "shop", "namespace": "shop", "uid": "u-1", "resourceVersion": "3"},
        "spec": {"containers": [{"name": "app", "image": "none.example/app:1", "env": env}]},
        "status": {"phase": "Running", "containerStatuses": [said]},
    }


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(watched, "HUB", Hub(linger=0.05))
    monkeypatch.setattr(watching, "_FIRST", 0.02)
    with recorded.cluster() as running:
        running.on("GET", "/api/v1/namespaces/shop/events", holds())
        running.on("GET", PODS, holds(live_pod()))
        yield running
        watched.HUB.close()


def events(response: HttpResponseBase, until: str, within: float = 5) -> list[tuple[str, Any]]:
    """The events of a stream until one holds this text, or has this kind."""
    assert isinstance(response, StreamingHttpResponse)

    async def read() -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        content = cast("AsyncIterator[bytes]", response.streaming_content)
        async for chunk in content:
            fields = dict(each.split(": ", 1) for each in chunk.decode().strip().split("\n") if ": " in each)
            if "event" in fields:
                found.append((fields["event"], json.loads(fields["data"])))
                if until == found[-1][0] or until in str(found[-1][1]):
                    break
        await content.aclose()  # type: ignore[attr-defined]
        return found

    return asyncio.run(asyncio.wait_for(read(), within))


def changes(one: Connection, name: str = "shop") -> str:
    return reverse("live_changes", args=[one.pk, "shop", "Pod", name])


def test_the_page_is_there_at_once_and_asks_no_cluster(client: Client, cluster: Cluster) -> None:
    made, one = design(POD), connection(cluster.url)
    page = client.get(reverse("live", args=[made.pk]), {"connection": one.pk}).content.decode()
    assert f'data-changes="{changes(one)}?uid=&amp;design={made.pk}&amp;pod=0"' in page
    assert 'data-name="app"' in page  # the picture
    assert cluster.asked == []


def test_a_design_is_watched_where_it_was_applied_last_unless_the_address_says_where(client: Client) -> None:
    made, one = design(POD), connection("https://first.example")
    other = connection("https://second.example", name="other")
    ApplyRun.objects.create(design=made, number=1, connection=one, cluster="second", namespace="shelf")
    page = client.get(reverse("live", args=[made.pk])).content.decode()
    assert reverse("live_changes", args=[one.pk, "shelf", "Pod", "shop"]) in page
    page = client.get(reverse("live", args=[made.pk]), {"connection": other.pk}).content.decode()
    assert reverse("live_changes", args=[other.pk, "shop", "Pod", "shop"]) in page


def test_a_design_without_a_connection_or_a_pod_says_so(client: Client) -> None:
    assert "no connection" in client.get(reverse("live", args=[design(POD).pk])).content.decode()
    connection()
    empty = design("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
    assert "nothing to watch" in client.get(reverse("live", args=[empty.pk])).content.decode()
    nameless = design(POD.replace("  name: shop\n", "  generateName: shop-\n"))
    assert "cannot be watched" in client.get(reverse("live", args=[nameless.pk])).content.decode()


def test_the_stream_begins_with_the_whole_state(client: Client, cluster: Cluster) -> None:
    response = client.get(changes(connection(cluster.url)))
    assert response["Content-Type"] == "text/event-stream"
    assert response["Content-Encoding"] == "identity"  # nothing compresses, and so gathers, it
    kind, html = events(response, SEEN)[-1]
    assert kind == "state"
    assert 'data-container="app" data-level="running"' in html
    assert SECRET not in html
    assert "plain-secret" not in html


def test_a_trouble_links_to_its_line_in_the_design(client: Client, cluster: Cluster) -> None:
    cluster.on("GET", PODS, holds(live_pod(reason="ErrImagePull", message="not found")))
    made = design(POD)
    response = client.get(changes(connection(cluster.url)), {"design": made.pk})
    html = events(response, SEEN)[-1][1]
    assert 'data-trouble="image-pull"' in html
    assert f'href="{reverse("designer", args=[made.pk])}#line-8"' in html


def test_names_and_words_of_a_cluster_are_escaped(client: Client, cluster: Cluster) -> None:
    cluster.on("GET", PODS, holds(live_pod(reason="<b>", message="<script>alert(1)</script>")))
    html = events(client.get(changes(connection(cluster.url))), SEEN)[-1][1]
    assert "<script" not in html
    assert "<b>" not in html


def test_who_is_not_known_any_more_is_told_and_the_stream_ends(client: Client, cluster: Cluster) -> None:
    cluster.on("GET", PODS, answer(401, status(401, "Unauthorized", "Unauthorized")))
    found = events(client.get(changes(connection(cluster.url))), "end")
    assert found[-1] == ("end", "")
    assert "does not know this user" in found[-2][1]


def test_viewers_share_one_watch_that_ends_after_the_last(client: Client, cluster: Cluster) -> None:
    url = changes(connection(cluster.url))
    for _ in range(5):
        events(client.get(url), SEEN)
    assert sum("watch=true" not in one.path and one.path.startswith(PODS) for one in cluster.asked) == 1
    until = time.monotonic() + 2
    while watched.HUB.feeds:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_end_of_the_server_ends_a_stream_at_once(client: Client, cluster: Cluster) -> None:
    response = client.get(changes(connection(cluster.url)))

    async def read() -> float:
        content = cast("AsyncIterator[bytes]", response.streaming_content)  # type: ignore[attr-defined]
        for _ in range(2):
            await anext(content)
        asyncio.get_running_loop().call_later(0.1, watched.HUB.close)
        started = time.monotonic()
        async for _ in content:
            pass
        return time.monotonic() - started

    assert asyncio.run(read()) < 1


def test_a_connection_that_was_deleted_ends_its_streams(
    client: Client, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = connection(cluster.url)
    assert streams._may(one)
    one.delete()
    assert not streams._may(Connection(pk=1, owner=me(), changed_at=one.changed_at))


def test_logs_of_several_containers_are_sorted_by_time(client: Client, cluster: Cluster) -> None:
    def respond(handler: recorded.Handler) -> None:
        mine = "container=app" in handler.path
        says(stamped(1 if mine else 2, "a"), stamped(3 if mine else 4, "<i>"), hold=1)(handler)

    cluster.on("GET", f"{PODS}/shop/log", respond)
    one = connection(cluster.url)
    url = reverse("live_log", args=[one.pk, "shop", "shop"])
    found = events(client.get(url, {"container": ["app", "log"]}), "03:00:04")
    batches = [told for kind, told in found if kind == "lines"]
    assert all(lines == sorted(lines, key=lambda line: str(line[1])) for lines in batches)
    assert ["app", "2026-11-21T03:00:01.500000000Z", "a"] in [line for lines in batches for line in lines]


def test_a_browser_that_asks_again_gets_of_each_log_what_it_has_not_seen(
    client: Client, cluster: Cluster
) -> None:
    def respond(handler: recorded.Handler) -> None:
        if "container=slow" in handler.path:
            time.sleep(0.4)
            says(stamped(1, "late"), stamped(2, "late too"), hold=1)(handler)
        else:
            says(stamped(5, "a"), stamped(5, "b"), hold=1)(handler)

    cluster.on("GET", f"{PODS}/shop/log", respond)
    url = reverse("live_log", args=[connection(cluster.url).pk, "shop", "shop"])
    seen = "quick=2026-11-21T03:00:05.500000000Z/1 slow=2026-11-21T03:00:01.500000000Z/1 <hostile>=/9"
    found = events(client.get(url, {"container": ["quick", "slow"], "after": seen}), "late too")
    said = [line[2] for kind, told in found if kind == "lines" for line in told]
    assert sorted(said) == ["b", "late too"]
    assert "hostile" not in str(found)


def test_a_log_is_downloaded_as_a_file_and_never_shown_as_a_page(client: Client, cluster: Cluster) -> None:
    cluster.on("GET", f"{PODS}/shop/log", says(b"<script>alert(1)</script>\n"))
    one = connection(cluster.url)
    url = reverse("download_log", args=[one.pk, "shop", "shop"])
    response = client.get(url, {"container": "app", "previous": "1"})
    assert response.content == b"<script>alert(1)</script>\n"
    assert response["Content-Disposition"] == 'attachment; filename="shop-app-previous.log"'
    assert response["Content-Type"].startswith("text/plain")
    cluster.on("GET", f"{PODS}/shop/log", answer(400, status(400, "BadRequest", "is waiting to start")))
    refused = client.get(url, {"container": "app"})
    assert refused.status_code == 502
    assert "waiting to start" in refused.content.decode()


@pytest.mark.parametrize(
    "query", ["", "container=", "container=a/b", "&".join(f"container=c{n}" for n in range(21))]
)
def test_logs_of_what_cannot_be_a_container_do_not_exist(client: Client, query: str) -> None:
    one = connection()
    for name in ("live_log", "download_log"):
        assert client.get(f"{reverse(name, args=[one.pk, 'shop', 'shop'])}?{query}").status_code == 404


def test_anothers_connection_or_design_does_not_exist(client: Client) -> None:
    other = User.objects.create_user("other")
    mine, theirs = connection(), connection(owner=other)
    hidden = design(POD, owner=other)
    for one, query in ((theirs, {}), (mine, {"design": hidden.pk})):
        assert client.get(changes(one), query).status_code == 404
    assert client.get(reverse("live", args=[hidden.pk])).status_code == 404
    assert client.get(reverse("live", args=[design(POD).pk]), {"connection": theirs.pk}).status_code == 404
    for name in ("live_log", "download_log"):
        url = reverse(name, args=[theirs.pk, "shop", "shop"])
        assert client.get(url, {"container": "app"}).status_code == 404
    assert client.get(reverse("cluster_live", args=[theirs.pk, "shop", "Pod", "shop"])).status_code == 404
    assert client.get(reverse("cluster_live", args=[mine.pk, "shop", "Secret", "shop"])).status_code == 404
    assert client.get(reverse("cluster_live", args=[mine.pk, "shop", "Pod", "shop"])).status_code == 200


def test_a_cluster_that_may_not_be_reached_ends_the_stream_with_the_reason(
    client: Client, cluster: Cluster, settings: Any
) -> None:
    from pods.cluster.access import Reachable

    one = connection(cluster.url)
    settings.PODWRIGHT_REACHABLE = Reachable(hosts=("only.example",))
    kind, words = events(client.get(changes(one)), "end")[0]
    assert kind == "end"
    assert words
