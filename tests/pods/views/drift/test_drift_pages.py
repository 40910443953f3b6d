"""Drift, deleting, tending and taking from a cluster, as pages: what they ask, say, store, and for whom."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods.cluster.access import Access, Credentials, Reachable
from pods.cluster.apply.doing import apply
from pods.cluster.apply.plan import Choices
from pods.cluster.apply.wanted import wanted
from pods.domain.manifest.reader import read
from pods.domain.messages import Message
from pods.models import Connection, Design
from pods.models.applying import begin
from pods.models.noting import Target
from tests.pods.cluster import recorded, scripted, self_reviews
from tests.pods.cluster.live import entry
from tests.pods.cluster.recorded import Cluster, answer, cut
from tests.pods.cluster.shelf import Shelf, shelf
from tests.pods.cluster.test_plan_and_doing import CONFIG, DEPLOYMENT, SHOP
from tests.pods.manifests import BROKEN, design, me

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TOKEN = "t0ken-of-mine"
SECRET = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: shop}\ndata: {password: aHVudGVyMg==}\n"
OF_A_DESIGN = [
    "drift", "drift_look", "drift_pull", "drift_badge", "live_delete", "live_standing", "live_delete_state",
    "live_controls", "live_restart", "live_scale", "live_take_scale",
]  # fmt: skip


@pytest.fixture(autouse=True)
def loopback(settings: Settings) -> None:
    settings.PODWRIGHT_REACHABLE = Reachable(plain_http=True)
    cache.clear()


@pytest.fixture
def place() -> Iterator[Shelf]:
    with shelf("here") as running:
        list(apply(running.api, wanted(read(SHOP + SECRET)), "here", Choices()))
        yield running


@pytest.fixture
def designs() -> Iterator[Cluster]:
    with recorded.cluster() as running:
        scripted.serve(running)
        yield running


@pytest.fixture
def shop() -> Design:
    return design(SHOP + SECRET, name="shop")


def connected(url: str, owner: User | None = None, namespace: str = "here") -> Connection:
    found = Connection(owner=owner or me(), name="small", namespace=namespace)
    found.keep(Access(url, Credentials(token=TOKEN)))
    found.save()
    return found


def where(connection: Connection, **more: Any) -> dict[str, Any]:
    return {"connection": connection.pk, "namespace": connection.namespace} | more


def get(client: Client, name: str, made: Design, said: Any, *, htmx: bool = True) -> str:
    answered = client.get(reverse(name, args=[made.pk]), said, headers=HTMX if htmx else {})
    assert answered.status_code == 200
    return html.unescape(answered.content.decode())


def ticked(page: str, name: str) -> list[str]:
    boxes = re.findall(rf'<input type="checkbox"[^>]*name="{name}" value="([^"]+)"([^>]*)>', page)
    return [value for value, rest in boxes if "checked" in rest]


def changed(place: Shelf) -> None:
    """Somebody scales the Deployment, and edits the ConfigMap and the Secret."""
    changes: dict[str, dict[str, Any]] = {
        DEPLOYMENT: {"f:spec": {"f:replicas": {}}},
        CONFIG: {"f:data": {"f:b": {}}},
    }
    for path, tree in changes.items():
        managers = place.objects[path]["metadata"]["managedFields"]
        managers.append(entry("kubectl-edit", "Update", tree, time="2026-11-21T10:00:00Z"))
    place.objects[DEPLOYMENT]["spec"]["replicas"] = 7
    place.objects[CONFIG]["data"]["b"] = "<script>alert(1)</script>"
    place.objects["/api/v1/namespaces/here/secrets/shop"]["data"]["password"] = "bmV3LXNlY3JldA=="


@pytest.mark.parametrize("name", ["drift", "live_delete", "live_controls"])
def test_a_page_is_there_whatever_the_text_and_without_any_connection(client: Client, name: str) -> None:
    for text in (SHOP, BROKEN, "", "a: 1\n"):
        assert (
            "Add a connection" in get(client, name, design(text), {}, htmx=False) or name == "live_controls"
        )


@pytest.mark.parametrize(("name", "look"), [("drift", "drift_look"), ("live_delete", "live_standing")])
def test_pages_ask_no_cluster_and_say_from_where_to_fetch(
    client: Client, place: Shelf, shop: Design, name: str, look: str
) -> None:
    place.asked.clear()
    page = get(client, name, shop, where(connected(place.url)), htmx=False)
    assert reverse(look, args=[shop.pk]) in page
    assert 'hx-trigger="load"' in page
    assert place.asked == []


def test_drift_names_fields_values_and_people_and_hides_secrets(
    client: Client, place: Shelf, shop: Design
) -> None:
    changed(place)
    for htmx in (True, False):
        page = get(client, "drift_look", shop, where(connected(place.url, namespace="here")), htmx=htmx)
        Connection.objects.all().delete()
        for words in ("spec.replicas", "kubectl-edit", "data.b", "data.password"):
            assert words in page
        assert "bmV3LXNlY3JldA" not in page
        assert "aHVudGVyMg" not in page
        assert TOKEN not in page
    answered = client.get(reverse("drift_look", args=[shop.pk]), where(connected(place.url)), headers=HTMX)
    assert b"<script>alert" not in answered.content


def test_what_is_ticked_is_taken_into_the_design_as_one_edit(
    client: Client, place: Shelf, shop: Design
) -> None:
    changed(place)
    connection = connected(place.url)
    chosen = ticked(get(client, "drift_look", shop, where(connection)), "field")
    assert len(chosen) == 2
    said = where(connection, field=chosen, base=shop.newest.digest)
    answered = client.post(reverse("drift_pull", args=[shop.pk]), said)
    assert answered.status_code == 302
    shop = Design.objects.with_head().get(pk=shop.pk)
    assert "replicas: 7" in shop.newest.text
    assert 'b: "<script>alert(1)</script>"' in shop.newest.text
    assert shop.newest.event.values["cluster"] == "small"
    assert shop.newest.number == 2
    page = get(client, "drift_look", shop, where(connection))
    assert ticked(page, "field") == []


def test_nothing_is_taken_that_is_not_so_any_more_or_over_a_text_nobody_saw(
    client: Client, place: Shelf, shop: Design
) -> None:
    changed(place)
    connection = connected(place.url)
    chosen = ticked(get(client, "drift_look", shop, where(connection)), "field")
    url, text = reverse("drift_pull", args=[shop.pk]), shop.newest.text
    assert client.post(url, where(connection, field=chosen, base="0" * 64)).status_code == 409
    place.objects[DEPLOYMENT]["spec"]["replicas"] = 8
    base = shop.newest.digest
    assert client.post(url, where(connection, field=chosen, base=base)).status_code == 409
    assert client.post(url, where(connection, base=base)).status_code == 422
    place.fail(cut)
    assert client.post(url, where(connection, field=chosen, base=base)).status_code == 422
    assert Design.objects.with_head().get(pk=shop.pk).newest.text == text


@pytest.mark.parametrize("name", ["drift_look", "live_standing", "live_controls", "live_delete_state"])
def test_a_cluster_that_is_away_is_said_with_a_way_to_try_again(
    client: Client, shop: Design, name: str
) -> None:
    connection = connected("http://127.0.0.1:9")
    page = get(client, name, shop, where(connection, object="v1:Pod:a:here:1"))
    assert 'class="notice sev-error"' in page
    assert "hx-get" in page


def applied(shop: Design, connection: Connection) -> None:
    target = Target(connection.name, connection.server, connection.namespace, connection)
    run = begin(shop, shop.newest, me().pk, target, Choices())
    run.state = "done"
    run.save()


def test_the_badge_says_whether_a_deployed_design_is_in_step_and_asks_seldom(
    client: Client, place: Shelf, shop: Design
) -> None:
    assert get(client, "drift_badge", shop, {}).strip() == ""
    connection = connected(place.url)
    applied(shop, connection)
    assert "in step with the cluster" in get(client, "drift_badge", shop, {})
    place.asked.clear()
    changed(place)
    assert "in step with the cluster" in get(client, "drift_badge", shop, {})
    assert place.asked == []
    cache.clear()
    assert "Differences: 3" in get(client, "drift_badge", shop, {})
    assert reverse("drift_badge", args=[shop.pk]) in client.get(reverse("home")).content.decode()
    listed = client.get(reverse("cluster_deployed", args=[connection.pk]), headers=HTMX).content.decode()
    assert reverse("drift_badge", args=[shop.pk]) in listed


def test_what_may_not_be_read_or_tried_is_never_called_in_step(
    client: Client, place: Shelf, shop: Design
) -> None:
    connection = connected(place.url)
    applied(shop, connection)
    refusal = answer(403, recorded.status(403, "Forbidden", "no rights"))
    place.refuse("GET", CONFIG, refusal, refusal)
    page = get(client, "drift_look", shop, where(connection))
    assert "Not everything could be compared" in page
    assert "just as the design says" not in page
    assert "not all can be compared" in get(client, "drift_badge", shop, {})


def test_a_text_that_cannot_be_read_or_is_empty_is_never_called_in_step(client: Client, place: Shelf) -> None:
    connection = connected(place.url)
    for text, word in ((BROKEN, "notice sev-error"), ("", "Nothing of this design is in the namespace")):
        made = design(text)
        applied(made, connection)
        assert word in get(client, "drift_look", made, where(connection))
        badge = get(client, "drift_badge", made, {})
        assert "in step" not in badge
        assert client.post(
            reverse("drift_pull", args=[made.pk]), where(connection, field="x")
        ).status_code in (409, 422)


def test_what_is_being_applied_is_not_deleted_at_the_same_time(
    client: Client, place: Shelf, shop: Design
) -> None:
    connection = connected(place.url)
    chosen = ticked(get(client, "live_standing", shop, where(connection)), "object")
    begin(shop, shop.newest, me().pk, Target("small", connection.server, "here", connection), Choices())
    answered = client.post(reverse("live_delete", args=[shop.pk]), where(connection, object=chosen))
    assert answered.status_code == 409
    assert "DELETE" not in [asked.method for asked in place.asked]


def test_what_the_design_holds_no_more_is_shown_as_drift_and_offered_for_deletion(
    client: Client, place: Shelf, shop: Design
) -> None:
    connection = connected(place.url)
    applied(shop, connection)
    text = SHOP.rpartition("---\n")[0]
    shop.save_text(text, None, Message("Edited"), author_id=me().pk, broken=False)
    page = get(client, "drift_look", shop, where(connection))
    assert page.count("not in the design any more") >= 2
    left = get(client, "live_standing", shop, where(connection, left="1"))
    assert sorted(key.split(":")[1] for key in ticked(left, "object")) == ["ConfigMap", "Secret"]


def test_deleting_asks_for_exactly_what_is_there_and_does_what_was_ticked(
    client: Client, place: Shelf, shop: Design
) -> None:
    connection = connected(place.url)
    place.objects[CONFIG]["metadata"]["managedFields"] = [entry("helm", "Update", {})]
    page = get(client, "live_standing", shop, where(connection))
    chosen = ticked(page, "object")
    assert [key.split(":")[1] for key in chosen] == ["Deployment", "Service", "Secret"]
    assert "managed by: helm" in page
    url = reverse("live_delete", args=[shop.pk])
    assert client.post(url, where(connection)).status_code == 422
    answered = client.post(url, where(connection, object=chosen))
    assert answered.status_code == 200
    assert [path for path in place.objects if "/here/" in path] == [CONFIG]
    said = html.unescape(answered.content.decode())
    state = re.search(r'hx-get="([^"]*delete/state/[^"]*)"', said)
    assert state is not None
    again = client.get(state[1], headers=HTMX).content.decode()
    assert again.count("gone") >= 3
    assert [outcome for _, outcome in logged(shop)[0][2]] == ["gone"] * 3
    assert "hx-trigger" not in again
    assert client.post(url, where(connection, object=chosen)).status_code == 409


def test_nobody_is_offered_to_delete_what_they_may_not(client: Client, place: Shelf, shop: Design) -> None:
    connection = connected(place.url)
    no = answer(201, {"kind": "SelfSubjectAccessReview", "status": {"allowed": False}})
    assert "Delete from here" in get(client, "live_standing", shop, where(connection))
    place.refuse("POST", self_reviews.ACCESS, *[no] * 9)
    page = get(client, "live_standing", shop, where(connection))
    assert "You may not delete it here" in page
    assert ticked(page, "object") == []
    assert "Delete from here" not in page


@pytest.mark.parametrize(("allowed", "offered"), [(True, True), (False, False)])
def test_nobody_is_offered_to_restart_or_scale_what_they_may_not(
    client: Client, designs: Cluster, allowed: bool, offered: bool
) -> None:
    said = {"kind": "SelfSubjectAccessReview", "status": {"allowed": allowed}}
    designs.on("POST", self_reviews.ACCESS, answer(201, said))
    shop = design(SHOP, name="shop")
    controls = get(client, "live_controls", shop, where(connected(designs.url, namespace="designs")))
    assert (f'action="{reverse("live_restart", args=[shop.pk])}"' in controls) is offered
    assert (f'action="{reverse("live_scale", args=[shop.pk])}"' in controls) is offered
    assert ("You may not restart it here" in controls) is not offered
    assert ("You may not scale it here" in controls) is not offered


def logged(of: Design) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (run.deed, run.state, [(step.name, step.outcome) for step in run.steps.all()])
        for run in of.runs.order_by("number")
    ]


def test_a_deletion_stands_in_the_log_with_each_object_and_what_was_refused(
    client: Client, place: Shelf, shop: Design
) -> None:
    connection = connected(place.url)
    chosen = ticked(get(client, "live_standing", shop, where(connection)), "object")
    no = answer(403, recorded.status(403, "Forbidden", 'services "shop" is forbidden: not yours'))
    place.refuse("DELETE", "/api/v1/namespaces/here/services/shop", no)
    client.post(reverse("live_delete", args=[shop.pk]), where(connection, object=chosen))
    deed, state, steps = logged(shop)[0]
    assert (deed, state) == ("delete", "failed")
    assert sorted(outcome for _, outcome in steps) == ["failed", "going", "going", "going"]
    run = shop.runs.get()
    assert (run.user, run.cluster, run.server, run.namespace) == (me(), "small", place.url, "here")
    assert run.revision == shop.newest
    log = get(client, "apply_log", shop, {}, htmx=False)
    for said in ("Deletion 1", "Deployment shop: told to go", "Service shop: failed", "small", "Version 1"):
        assert said in log
    page = client.get(reverse("apply_run", args=[shop.pk, 1])).content.decode()
    assert "not yours" in page
    assert "Roll back" not in page
    # It is no apply: nothing was left behind by it, and no card takes it for one.
    assert "drift" not in client.get(reverse("cluster_deployed", args=[connection.pk])).content.decode()


def test_restarts_and_scalings_stand_in_the_log_and_so_does_what_failed(client: Client, place: Shelf) -> None:
    connection = connected(place.url)
    shop = design(SHOP, name="shop")
    page = get(client, "live_controls", shop, where(connection))
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    said = where(connection, key=key[1])
    place.refuse("PATCH", DEPLOYMENT, cut)
    answered = client.post(reverse("live_restart", args=[shop.pk]), said, headers=HTMX)
    assert answered.status_code == 422
    assert logged(shop) == [("restart", "failed", [("shop", "failed")])]
    assert shop.runs.get().steps.get().said is not None
    assert "Restart 1" in get(client, "apply_log", shop, {}, htmx=False)


def test_workloads_are_restarted_and_scaled_and_the_number_is_taken_into_the_design(
    client: Client, designs: Cluster
) -> None:
    shop = design(SHOP.replace("replicas: 2", "replicas: 3"), name="shop")
    connection = connected(designs.url, namespace="designs")
    page = get(client, "live_controls", shop, where(connection))
    assert "The design says 3." in page
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    said = where(connection, key=key[1])
    shown = {"spec": {"replicas": 5}}
    designs.on("PATCH", f"{scripted.APPS}/deployments/shop/scale", answer(200, shown))
    scaled = client.post(reverse("live_scale", args=[shop.pk]), said | {"replicas": "5"}, headers=HTMX)
    assert "now asks for 5 replicas" in scaled.content.decode()
    assert logged(shop) == [("scale", "done", [("shop", "scaled")])]
    assert shop.runs.get().steps.get().changes == [["spec.replicas", "2", "5"]]
    assert "Scaling 1" in get(client, "apply_log", shop, {}, htmx=False)
    for wrong in ("-1", "1001", "x", "", "٣"):
        refused = client.post(reverse("live_scale", args=[shop.pk]), said | {"replicas": wrong}, headers=HTMX)
        assert refused.status_code == 422
    designs.on("PATCH", f"{scripted.APPS}/deployments/shop", answer(200, scripted.SHOP))
    restarted = client.post(reverse("live_restart", args=[shop.pk]), said, headers=HTMX)
    assert "is restarting" in restarted.content.decode()
    taken = client.post(reverse("live_take_scale", args=[shop.pk]), said | {"base": shop.newest.digest})
    assert taken.status_code == 302
    assert "replicas: 2" in Design.objects.with_head().get(pk=shop.pk).newest.text
    other = scripted.SHOP | {"spec": scripted.SHOP["spec"] | {"replicas": 9}}
    designs.on("GET", f"{scripted.APPS}/deployments/shop", answer(200, other))
    stale = client.post(reverse("live_take_scale", args=[shop.pk]), said | {"base": "0" * 64}, headers=HTMX)
    assert stale.status_code == 422
    gone = client.post(reverse("live_restart", args=[shop.pk]), said | {"key": "9:"}, headers=HTMX)
    assert gone.status_code == 422


def test_a_design_is_made_of_what_is_picked(client: Client, designs: Cluster) -> None:
    connection = connected(designs.url, namespace="designs")
    designs.asked.clear()
    page = client.get(reverse("from_cluster"), where(connection)).content.decode()
    assert reverse("from_cluster_running") in page
    assert designs.asked == []
    listed = client.get(reverse("from_cluster_running"), where(connection), headers=HTMX).content.decode()
    assert 'value="apps/v1:Deployment:shop"' in listed
    said = where(connection, pick=["apps/v1:Deployment:shop"], others="1", secrets="1")
    answered = client.post(reverse("take_from_cluster"), said)
    made = Design.objects.with_head().get()
    assert answered.headers["Location"] == reverse("designer", args=[made.pk])
    assert made.name == "shop"
    assert made.newest.text.startswith("apiVersion: apps/v1\nkind: Deployment\n")
    assert "CHANGE-ME" in made.newest.text
    assert scripted.SECRET not in made.newest.text
    assert made.newest.event.values["namespace"] == "designs"


def test_what_was_not_taken_along_is_said_in_the_text(client: Client, designs: Cluster) -> None:
    connection = connected(designs.url, namespace="designs")
    said = where(connection, pick=["apps/v1:Deployment:shop"], others="1")
    client.post(reverse("take_from_cluster"), said)
    assert Design.objects.with_head().get().newest.text.startswith("# Secret keys was not taken along.\n")


@pytest.mark.parametrize("picked", [[], ["nonsense"], ["apps/v1:Deployment:gone"], ["x/v9:Odd:a"]])
def test_picking_nothing_that_is_there_makes_no_design(
    client: Client, designs: Cluster, picked: list[str]
) -> None:
    connection = connected(designs.url, namespace="designs")
    answered = client.post(reverse("take_from_cluster"), where(connection, pick=picked))
    assert answered.status_code == 422
    assert Design.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OF_A_DESIGN)
def test_another_users_design_does_not_exist(client: Client, place: Shelf, name: str, method: str) -> None:
    hers = design(SHOP, owner=User.objects.create_user("alice"))
    place.asked.clear()
    said = where(connected(place.url), field="x", object="y", key="0:", base=hers.newest.digest)
    assert getattr(client, method)(reverse(name, args=[hers.pk]), said).status_code in (404, 405)
    assert place.asked == []


@pytest.mark.parametrize("name", [*OF_A_DESIGN, "from_cluster", "from_cluster_running", "take_from_cluster"])
def test_another_users_connection_is_never_used(client: Client, place: Shelf, name: str) -> None:
    hers = connected(place.url, User.objects.create_user("alice"))
    shop = design(SHOP)
    place.asked.clear()
    args = [shop.pk] if name in OF_A_DESIGN else []
    posted = name in ("drift_pull", "live_restart", "live_scale", "live_take_scale", "take_from_cluster")
    said = where(hers, field="x", object="y", key="0:", pick="v1:Pod:a", replicas="1")
    answered = (client.post if posted else client.get)(reverse(name, args=args), said)
    assert answered.status_code in (200, 422)
    assert place.asked == []
    assert place.url not in answered.content.decode()


def test_a_connection_whose_designs_are_asked_for_is_ones_own(client: Client, place: Shelf) -> None:
    hers = connected(place.url, User.objects.create_user("alice"))
    assert client.get(reverse("cluster_deployed", args=[hers.pk])).status_code == 404
