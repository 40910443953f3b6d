from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection as database
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pods.cluster.access import Access, Credentials
from pods.cluster.apply.plan import Choices
from pods.models import ApplyRun, ApplyStep, Connection, Design
from pods.models.applying import begin, begin_undoing
from pods.models.noting import NotBegun, Target
from tests.pods.cluster import recorded
from tests.pods.cluster.shelf import Shelf, invalid
from tests.pods.cluster.test_plan_and_doing import CONFIG, DEPLOYMENT, SERVICE, SHOP, scale
from tests.pods.manifests import BROKEN, design, me

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SECRET = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: shop}\nstringData: {password: hunter2-secret}\n"


@pytest.fixture
def shop() -> Design:
    return design(SHOP, name="shop")


def query(connection: Connection, **more: Any) -> dict[str, Any]:
    return {"connection": connection.pk, "namespace": "here"} | more


def look(client: Client, of: Design, connection: Connection, **more: object) -> str:
    answer = client.get(reverse("apply_plan", args=[of.pk]), query(connection, **more), headers=HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def start(client: Client, of: Design, connection: Connection, **more: object) -> ApplyRun:
    of = Design.objects.with_head().get(pk=of.pk)
    data = query(connection, base=of.newest.digest, **more)
    answer = client.post(reverse("apply_start", args=[of.pk]), data)
    assert answer.status_code == 302, answer.content.decode()
    run = ApplyRun.objects.filter(design=of).latest("number")
    assert answer.headers["Location"] == reverse("apply_run", args=[of.pk, run.number])
    return run


def outcomes(run: ApplyRun) -> list[str]:
    return [step.outcome for step in run.steps.all()]


def page_of(client: Client, run: ApplyRun) -> str:
    return client.get(reverse("apply_run", args=[run.design_id, run.number])).content.decode()


def log_of(client: Client, of: Design) -> str:
    return client.get(reverse("apply_log", args=[of.pk])).content.decode()


def roll_back(client: Client, run: ApplyRun) -> ApplyRun:
    """The run that takes this one back."""
    answer = client.post(reverse("apply_roll_back", args=[run.design_id, run.number]))
    rollback = ApplyRun.objects.filter(design=run.design_id).latest("number")
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("apply_run", args=[run.design_id, rollback.number])
    assert rollback.takes_back == run
    run.refresh_from_db()
    return rollback


def test_the_page_comes_at_once_and_asks_no_cluster(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    page = client.get(reverse("apply", args=[shop.pk])).content.decode()
    assert 'hx-trigger="load"' in page
    assert place.asked == []


def test_the_designer_leads_to_apply(client: Client, shop: Design) -> None:
    assert (
        reverse("apply", args=[shop.pk]) in client.get(reverse("designer", args=[shop.pk])).content.decode()
    )


def test_without_a_connection_one_is_asked_for(client: Client, shop: Design) -> None:
    assert (
        "You have no connection to a cluster yet."
        in client.get(reverse("apply", args=[shop.pk])).content.decode()
    )


def test_a_text_that_cannot_be_read_is_not_asked_about(
    client: Client, connection: Connection, place: Shelf
) -> None:
    broken = design(BROKEN)
    assert "cannot be read" in client.get(reverse("apply", args=[broken.pk])).content.decode()
    assert client.get(reverse("apply_plan", args=[broken.pk]), query(connection)).status_code == 422
    assert place.asked == []


def test_what_the_api_would_refuse_is_said_before_it_is_asked(
    client: Client, connection: Connection, place: Shelf
) -> None:
    wrong = design(SHOP.replace("name: app", "name: App"))
    page = client.get(reverse("apply", args=[wrong.pk])).content.decode()
    assert "nothing has been asked yet" in page
    assert 'hx-trigger="load"' not in page
    assert f"{reverse('designer', args=[wrong.pk])}#line-14" in page


def test_the_plan_shows_every_object_and_the_whole_page_without_scripts(
    client: Client, shop: Design, connection: Connection
) -> None:
    fragment = look(client, shop, connection)
    assert fragment.count("is created") == 4
    assert "<html" not in fragment
    page = client.get(reverse("apply_plan", args=[shop.pk]), query(connection)).content.decode()
    assert "<html" in page
    assert "web:1" in page


def test_what_is_applied_is_logged_with_who_when_where_and_which_text(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    run = start(client, shop, connection)
    assert (run.state, outcomes(run)) == ("done", ["created"] * 3)
    assert {CONFIG, SERVICE, DEPLOYMENT} <= set(place.objects)
    assert (run.user, run.cluster, run.namespace, run.server) == (me(), "small", "here", place.url)
    assert run.revision == shop.newest
    log = client.get(reverse("apply_log", args=[shop.pk])).content.decode()
    for said in ("small", "here", "Version 1", "Deployment shop", "done"):
        assert said in log
    assert "there is nothing to apply" in look(client, shop, connection)


def test_what_changed_stands_in_the_log(client: Client, shop: Design, connection: Connection) -> None:
    start(client, shop, connection)
    shop.save_text(SHOP.replace("web:1", "web:2"), None, shop.newest.event, author_id=me().pk, broken=False)
    run = start(client, shop, connection)
    assert run.steps.get(kind="Deployment").changes == [
        ["spec.template.spec.containers[0].image", '"web:1"', '"web:2"']
    ]
    assert "web:2" in client.get(reverse("apply_log", args=[shop.pk])).content.decode()


def test_the_place_is_remembered_for_the_design(client: Client, shop: Design, connection: Connection) -> None:
    look(client, shop, connection, namespace="elsewhere")
    assert 'value="elsewhere"' in client.get(reverse("apply", args=[shop.pk])).content.decode()


@pytest.mark.parametrize("namespace", ["", "Upper", "a/b", "x" * 64, "<script>"])
def test_a_namespace_that_cannot_be_is_refused(
    client: Client, shop: Design, connection: Connection, place: Shelf, namespace: str
) -> None:
    answer = client.get(reverse("apply_plan", args=[shop.pk]), query(connection, namespace=namespace))
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode()
    assert place.asked == []


def test_a_missing_namespace_is_made_when_ticked(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    fragment = look(client, shop, connection, namespace="new")
    for said in (
        "is not there: create it",
        "Let new be created above",
        "cannot be tried yet",
        "cannot be applied",
    ):
        assert said in fragment
    assert "is refused" not in fragment
    fragment = look(client, shop, connection, namespace="new", create="1")
    assert "The API server looks at it when its turn comes" in fragment
    assert "cannot be applied" not in fragment
    run = start(client, shop, connection, namespace="new", create="1")
    assert outcomes(run) == ["created"] * 4
    assert "/api/v1/namespaces/new" in place.objects


def test_a_conflict_shows_both_values_and_asks_twice_before_it_takes_over(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    start(client, shop, connection)
    scale(place, 3)
    fragment = look(client, shop, connection)
    assert re.search(r"spec\.replicas.*ops.*3.*2", fragment, re.DOTALL)
    assert "It cannot be applied like this" in fragment
    key = re.search(r'name="way:([^"]+)"', fragment)[1]  # type: ignore[index]
    data = query(connection, base=shop.newest.digest, asked=key)
    url = reverse("apply_start", args=[shop.pk])
    assert client.post(url, data).status_code == 409
    assert client.post(url, data | {f"way:{key}": "take"}).status_code == 409
    assert 'name="sure"' in look(client, shop, connection, **{f"way:{key}": "take"})
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == 3
    run = start(client, shop, connection, asked=key, sure=key, **{f"way:{key}": "take"})
    assert outcomes(run)[-1] == "changed"
    assert [step.taken for step in run.steps.all()] == [[], [], [["ops", "spec.replicas"]]]
    told = re.compile(r"taken over from ops:\s*<code>spec\.replicas</code>")
    assert told.search(page_of(client, run))
    assert told.search(log_of(client, shop))
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == 2


def test_what_others_manage_can_be_left_to_them(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    start(client, shop, connection)
    scale(place, 3)
    key = re.search(r'name="way:([^"]+)"', look(client, shop, connection))[1]  # type: ignore[index]
    run = start(client, shop, connection, asked=key, **{f"way:{key}": "leave"})
    assert outcomes(run) == ["unchanged"] * 3
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == 3


def test_their_value_is_taken_into_the_design(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    start(client, shop, connection)
    scale(place, 3)
    key = re.search(r'name="way:([^"]+)"', look(client, shop, connection))[1]  # type: ignore[index]
    data = query(connection, base=shop.newest.digest, key=key)
    answer = client.post(reverse("apply_take", args=[shop.pk]), data)
    assert answer.status_code == 302
    taken = Design.objects.with_head().get(pk=shop.pk).newest
    assert taken.text == SHOP.replace("replicas: 2", "replicas: 3")
    assert str(taken.event) == "Took replicas from the cluster (ops)"
    assert "there is nothing to apply" in look(client, Design.objects.with_head().get(pk=shop.pk), connection)


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"base": "0" * 64}, 409), ({"key": "9:"}, 422), ({"key": "x"}, 422), ({"connection": 0}, 422)],
)
def test_nothing_is_taken_where_there_is_nothing_to_take(
    client: Client,
    shop: Design,
    connection: Connection,
    place: Shelf,
    changes: dict[str, object],
    status: int,
) -> None:
    start(client, shop, connection)
    scale(place, 3)
    key = re.search(r'name="way:([^"]+)"', look(client, shop, connection))[1]  # type: ignore[index]
    data = query(connection, base=shop.newest.digest, key=key) | changes
    assert client.post(reverse("apply_take", args=[shop.pk]), data).status_code == status
    assert Design.objects.with_head().get(pk=shop.pk).newest.text == SHOP


def test_making_anew_has_a_tick_of_its_own(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    start(client, shop, connection)
    shop.save_text(
        SHOP.replace("{app: shop}", "{app: other}"), None, shop.newest.event, author_id=me().pk, broken=False
    )
    fragment = look(client, shop, connection)
    assert "it is down in between" in fragment
    key = re.search(r'name="recreate" value="([^"]+)"', fragment)[1]  # type: ignore[index]
    newest = Design.objects.with_head().get(pk=shop.pk).newest
    data = query(connection, base=newest.digest, asked=key)
    assert client.post(reverse("apply_start", args=[shop.pk]), data).status_code == 409
    run = start(client, shop, connection, asked=key, recreate=key)
    assert outcomes(run)[-1] == "recreated"


def test_why_it_has_to_be_made_anew_is_said_without_the_fields_that_the_server_lists(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    start(client, shop, connection)
    words = "Forbidden: updates may not change fields other than `image`\n@@ -171,7 +171,7 @@\n- a\n+ b"
    place.refuse("PATCH", DEPLOYMENT, invalid("Deployment", "shop", "spec", words), dry=True)
    fragment = look(client, shop, connection)
    assert "updates may not change fields other than `image`</p>" in fragment
    assert "@@" not in fragment


def test_a_refusal_is_shown_at_its_line_which_leads_into_the_designer(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    how = invalid("Deployment", "shop", "spec.template.spec.containers[0].image", "must not be <b>empty</b>")
    place.refuse("PATCH", DEPLOYMENT, how, how, dry=True)
    fragment = look(client, shop, connection)
    assert f"{reverse('designer', args=[shop.pk])}#line-14" in fragment
    assert "must not be &lt;b&gt;empty" in fragment
    assert 'class="meant"' in fragment
    run = start(client, shop, connection)
    assert outcomes(run) == ["created", "created", "failed"]
    page = page_of(client, run)
    assert 'class="meant"' in page
    assert "#line-14" in page


def test_a_failed_apply_says_what_was_done_and_rolls_it_back(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    place.refuse(
        "PATCH", SERVICE, recorded.answer(403, recorded.status(403, "Forbidden", "exceeded quota: q"))
    )
    run = start(client, shop, connection)
    assert (run.state, outcomes(run)) == ("failed", ["created", "failed", "skipped"])
    assert "exceeded quota" in page_of(client, run)
    assert "Roll back what this apply did" in page_of(client, run)
    rollback = roll_back(client, run)
    assert (run.state, rollback.state, outcomes(rollback)) == ("undone", "done", ["deleted"])
    assert not {CONFIG, SERVICE, DEPLOYMENT} & set(place.objects)
    assert "rolled back: deleted" in page_of(client, run)
    assert client.post(reverse("apply_roll_back", args=[shop.pk, run.number])).status_code == 409


def test_what_could_not_be_rolled_back_can_be_tried_again(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    run = start(client, shop, connection)
    place.refuse("DELETE", SERVICE, recorded.answer(500, recorded.status(500, "InternalError", "etcd")))
    rollback = roll_back(client, run)
    assert (run.state, rollback.state) == ("half undone", "failed")
    assert sorted(outcomes(rollback)) == ["deleted", "deleted", "failed"]
    assert "etcd" in page_of(client, rollback)
    assert SERVICE in place.objects
    rollback = roll_back(client, run)
    assert (run.state, rollback.state, outcomes(rollback)) == ("undone", "done", ["deleted"])
    assert SERVICE not in place.objects


def test_who_rolled_an_apply_back_and_when_is_an_entry_of_its_own(
    client: Client, shop: Design, connection: Connection
) -> None:
    run = start(client, shop, connection)
    began = run.began
    ApplyRun.objects.filter(pk=run.pk).update(user=User.objects.create(username="somebody"))
    rollback = roll_back(client, run)
    run = ApplyRun.objects.get(pk=run.pk)
    assert (run.user.username, run.began) == ("somebody", began)  # type: ignore[union-attr]
    assert (rollback.user, rollback.deed) == (me(), "rollback")
    assert rollback.began > began
    assert (rollback.cluster, rollback.server, rollback.namespace) == (run.cluster, run.server, run.namespace)
    assert rollback.revision == run.revision
    assert f">Rollback {rollback.number}<" in log_of(client, shop)
    assert reverse("apply_run", args=[shop.pk, rollback.number]) in page_of(client, run)
    assert f">Apply {run.number}<" in page_of(client, rollback)
    assert "Roll back…" not in page_of(client, rollback)


def test_an_apply_that_is_being_rolled_back_is_not_rolled_back_once_more(
    client: Client, shop: Design, connection: Connection
) -> None:
    run = start(client, shop, connection)
    rollback = begin_undoing(run, connection, me().pk)
    assert "Roll back…" not in page_of(client, run)
    assert client.post(reverse("apply_roll_back", args=[shop.pk, run.number])).status_code == 409
    ApplyRun.objects.filter(pk=rollback.pk).update(seen=timezone.now() - timedelta(seconds=31))
    assert "interrupted" in page_of(client, rollback)
    assert roll_back(client, run).state == "done"


def test_rolling_back_with_another_key_than_it_was_sealed_with_is_said_and_does_nothing(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    run = start(client, shop, connection)
    ApplyStep.objects.update(sealed="gAAAA")
    rollback = roll_back(client, run)
    assert (run.state, rollback.state) == ("done", "failed")
    assert "encrypted with another key" in page_of(client, rollback)
    assert SERVICE in place.objects


@pytest.mark.parametrize("how", [recorded.hang_up, recorded.cut, recorded.garbage])
def test_a_cluster_that_fails_is_a_state_with_a_way_on(
    client: Client, shop: Design, connection: Connection, place: Shelf, how: recorded.Respond
) -> None:
    place.fail(how)
    fragment = look(client, shop, connection)
    assert 'role="alert"' in fragment
    assert "Try again" in fragment
    place.fail(how)
    run = start(client, shop, connection)
    assert (run.state, outcomes(run)) == ("failed", ["failed", "skipped", "skipped"])


def test_a_cluster_that_is_not_there_is_a_state_and_a_truthful_log(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    connection.server = "http://127.0.0.1:9"
    from pods.cluster.access import Access

    connection.keep(Access("http://127.0.0.1:9"))
    connection.save()
    assert "cannot be reached" in look(client, shop, connection)
    run = start(client, shop, connection)
    assert (run.state, outcomes(run)) == ("failed", ["failed", "skipped", "skipped"])
    assert not run.can_be_undone


def test_credentials_that_cannot_be_opened_end_a_run_with_a_sentence(
    client: Client, shop: Design, connection: Connection
) -> None:
    Connection.objects.update(sealed="gAAAA", changed_at=timezone.now())
    assert "encrypted with another key" in look(client, shop, connection)
    run = start(client, shop, connection)
    assert run.state == "failed"
    assert "encrypted with another key" in page_of(client, run)


def test_a_fault_of_our_own_ends_a_run_without_a_word_of_what_it_was_about(
    client: Client,
    shop: Design,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("hunter2-secret")

    monkeypatch.setattr("pods.cluster.apply.doing.apply", fails)
    run = start(client, shop, connection)
    assert run.state == "failed"
    assert "hunter2-secret" not in page_of(client, run) + caplog.text


def test_a_text_that_was_changed_since_is_not_applied(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    data = query(connection, base="0" * 64)
    assert client.post(reverse("apply_start", args=[shop.pk]), data).status_code == 409
    assert not ApplyRun.objects.exists()
    assert place.asked == []


def running(shop: Design, connection: Connection) -> ApplyRun:
    target = Target("small", connection.server, "here", connection)
    return begin(shop, shop.newest, me().pk, target, Choices())


def test_the_same_design_is_not_applied_twice_at_once(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    running(shop, connection)
    answer = client.post(reverse("apply_start", args=[shop.pk]), query(connection, base=shop.newest.digest))
    assert answer.status_code == 409
    assert "is being done with this design in this namespace just now" in answer.content.decode()
    assert place.asked == []
    assert ApplyRun.objects.count() == 1


def test_too_many_applies_at_once_are_refused(shop: Design, connection: Connection) -> None:
    for number in range(8):
        begin(shop, shop.newest, me().pk, Target("small", "s", f"n{number}", connection), Choices())
    with pytest.raises(NotBegun):
        begin(shop, shop.newest, me().pk, Target("small", "s", "one-more", connection), Choices())


def test_a_run_whose_server_was_killed_is_interrupted_and_frees_the_place(
    client: Client, shop: Design, connection: Connection
) -> None:
    run = running(shop, connection)
    ApplyStep.objects.filter(run=run, place=0).update(outcome="doing")
    assert 'hx-trigger="every 1s"' in page_of(client, run)
    ApplyRun.objects.update(seen=timezone.now() - timedelta(seconds=31))
    page = page_of(client, run)
    assert 'hx-trigger="every 1s"' not in page
    assert "Its server was stopped in the middle" in page
    assert "Nobody knows whether this one was still done." in page
    assert start(client, shop, connection).state == "done"


def test_a_run_without_a_connection_says_what_it_takes_and_goes_through_any_to_the_same_cluster(
    client: Client, shop: Design, connection: Connection, place: Shelf
) -> None:
    run = start(client, shop, connection)
    connection.delete()
    page = page_of(client, run)
    assert f"You have no connection to {place.url}" in page
    assert reverse("clusters") in page
    back = reverse("apply_roll_back", args=[shop.pk, run.number])
    assert back not in page
    assert client.post(back).status_code == 404
    other = Connection(owner=me(), name="other")
    other.keep(Access("https://elsewhere.example"))
    other.save()
    assert client.post(back).status_code == 404
    other.keep(Access(place.url, Credentials(token="another")))
    other.save()
    assert back in page_of(client, run)
    assert roll_back(client, run).connection == other
    assert run.state == "undone"
    assert DEPLOYMENT not in place.objects


def test_after_a_day_nothing_is_kept_that_could_take_a_run_back(
    client: Client, shop: Design, connection: Connection
) -> None:
    run = start(client, shop, connection)
    assert run.can_be_undone
    ApplyRun.objects.update(began=timezone.now() - timedelta(hours=25))
    client.get(reverse("apply_log", args=[shop.pk]))
    assert not ApplyStep.objects.exclude(sealed="").exists()
    assert client.post(reverse("apply_roll_back", args=[shop.pk, run.number])).status_code == 409


def test_no_value_of_a_secret_is_shown_or_stored_in_the_clear(
    client: Client, connection: Connection, place: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shop = design(SHOP + SECRET)
    path = "/api/v1/namespaces/here/secrets/shop"
    said = [look(client, shop, connection)]
    run = start(client, shop, connection)
    said.append(page_of(client, run))
    shop.save_text(
        shop.newest.text.replace("hunter2", "hunter3"),
        None,
        shop.newest.event,
        author_id=me().pk,
        broken=False,
    )
    shop = Design.objects.with_head().get(pk=shop.pk)
    said.append(look(client, shop, connection))
    assert "(changed)" in said[-1]
    words = 'expected string, got "hunter3-secret"'
    place.refuse("PATCH", path, invalid("Secret", "shop", "stringData.password", words))
    run = start(client, shop, connection)
    said.append(page_of(client, run))
    said.append(client.get(reverse("apply_log", args=[shop.pk])).content.decode())
    client.post(reverse("apply_roll_back", args=[shop.pk, run.number]))
    said.append(page_of(client, run))
    with database.cursor() as cursor:
        for table in ("pods_applyrun", "pods_applystep"):
            cursor.execute(f"SELECT * FROM {table}")
            said.append(str(cursor.fetchall()))
    for word in ("hunter2", "hunter3", "aHVudGVy", "t0ken-of-mine"):
        assert word not in "".join(said) + caplog.text


def test_what_an_object_is_called_is_escaped(client: Client, connection: Connection) -> None:
    hostile = design(SHOP.replace("kind: Service", "kind: '<script>alert(1)</script>'"))
    fragment = look(client, hostile, connection)
    assert "<script>alert" not in fragment
    assert "<script>alert" not in page_of(client, start(client, hostile, connection))


def test_the_pages_speak_korean(client: Client, shop: Design, connection: Connection) -> None:
    start(client, shop, connection)
    for name in ("apply", "apply_log"):
        page = client.get(reverse(name, args=[shop.pk]), headers={"Accept-Language": "ko"}).content.decode()
        assert "적용" in page


NAMES = ("apply", "apply_plan", "apply_take", "apply_start", "apply_log")


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_applies_and_connections_do_not_exist(
    client: Client, shop: Design, connection: Connection, place: Shelf, method: str
) -> None:
    bob = User.objects.create_user("bob")
    his = design(SHOP, owner=bob)
    theirs = Connection(owner=bob, name="his", way="stored", server=place.url, sealed=connection.sealed)
    theirs.save()
    run = begin(his, his.newest, bob.pk, Target("his", place.url, "here", theirs), Choices())
    data = query(theirs, base=his.newest.digest)
    urls = [reverse(name, args=[his.pk]) for name in NAMES]
    urls += [reverse(name, args=[his.pk, run.number]) for name in ("apply_run", "apply_roll_back")]
    for url in urls:
        assert getattr(client, method)(url, data).status_code in (404, 405)
    mine = query(theirs, base=shop.newest.digest)
    assert client.get(reverse("apply_plan", args=[shop.pk]), mine).status_code == 422
    assert client.post(reverse("apply_start", args=[shop.pk]), mine).status_code == 409
    assert place.asked == []


def test_every_change_needs_the_token_against_foreign_pages(shop: Design, connection: Connection) -> None:
    strict = Client(enforce_csrf_checks=True)
    for name in ("apply_start", "apply_take"):
        assert strict.post(reverse(name, args=[shop.pk]), query(connection)).status_code == 403
