"""What is stored of a connection."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from pods.cluster.access import Access, AccessRefused, Credentials, Reachable
from pods.models import Connection

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
