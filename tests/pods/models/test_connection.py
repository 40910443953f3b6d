"""What is stored of a connection."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from pods.cluster.access import Access, AccessRefused, Credentials, Reachable
from pods.models import Connection
from pods.models.reach import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann")


def stored(owner: User) -> Connection:
    connection = Connection(owner=owner, name="dev")
    connection.keep(Access("https://dev.example:6443", Credentials(token="s3cret")))
    connection.save()
    return Connection.objects.get()


def test_a_connection_gives_its_way_to_the_cluster_back_and_stores_no_secret_in_the_clear(ann: User) -> None:
    connection = stored(ann)
    assert "s3cret" not in "".join(map(str, Connection.objects.values_list().get()))
    assert connection.transport().headers()["Authorization"] == "Bearer s3cret"


def test_what_may_be_reached_is_asked_when_stored_and_again_when_used(ann: User, settings: Settings) -> None:
    connection = stored(ann)
    settings.PODWRIGHT_REACHABLE = Reachable(hosts=("other.example",))
    with pytest.raises(AccessRefused):
        connection.transport()
    with pytest.raises(AccessRefused):
        connection.keep(Access("https://dev.example:6443"))


def test_somebody_elses_connection_is_not_among_ones_own(ann: User) -> None:
    stored(ann)
    assert not Connection.objects.of(User.objects.create_user("bob")).exists()


def test_the_client_of_a_connection_is_kept_until_the_connection_changes(ann: User) -> None:
    connection = stored(ann)
    first = api_of(connection)
    assert api_of(Connection.objects.get()) is first
    assert api_of(connection, fresh=True) is not first
    first = api_of(connection)
    connection.save()
    assert api_of(connection) is not first


def test_a_kept_client_does_not_outlive_the_leave_to_reach_its_host(ann: User, settings: Settings) -> None:
    connection = stored(ann)
    api_of(connection)
    settings.PODWRIGHT_REACHABLE = Reachable(hosts=("other.example",))
    with pytest.raises(AccessRefused):
        api_of(connection)


@pytest.mark.parametrize("way", [Connection.Way.CONTEXT, Connection.Way.POD])
def test_on_a_server_nobody_acts_as_the_machine_it_runs_on(
    ann: User, settings: Settings, way: Connection.Way
) -> None:
    settings.LOCAL = False
    with pytest.raises(AccessRefused) as refused:
        Connection(owner=ann, name="here", way=way, context="x").transport()
    assert "of your own" in str(refused.value.message)


def test_credentials_are_encrypted_with_a_new_key_so_that_the_old_one_can_go(
    ann: User, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    stored(ann)
    old = settings.PODWRIGHT_CREDENTIALS_KEYS
    settings.PODWRIGHT_CREDENTIALS_KEYS = ["n" * 40, *old]
    call_command("reseal")
    assert "anew: 1" in capsys.readouterr().out
    settings.PODWRIGHT_CREDENTIALS_KEYS = ["n" * 40]
    assert Connection.objects.get().access().credentials.token == "s3cret"
    settings.PODWRIGHT_CREDENTIALS_KEYS = old
    with pytest.raises(AccessRefused):
        Connection.objects.get().access()


def test_what_no_key_opens_is_named_and_left(ann: User, settings: Settings) -> None:
    made = stored(ann)
    settings.PODWRIGHT_CREDENTIALS_KEYS = ["n" * 40]
    with pytest.raises(CommandError) as said:
        call_command("reseal")
    assert str(made.pk) in str(said.value)
    assert Connection.objects.get().sealed == made.sealed
