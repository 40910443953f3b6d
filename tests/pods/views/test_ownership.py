from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods import urls
from tests.pods.manifests import POD, design

pytestmark = pytest.mark.django_db
NAMES = [pattern.name for pattern in urls.design_urls if pattern.name]


@pytest.fixture
def server(settings: Settings) -> None:
    """The middleware of server mode."""
    settings.LOCAL = False
    settings.MIDDLEWARE = [
        "django.contrib.auth.middleware.LoginRequiredMiddleware" if name.endswith("the_one_user") else name
        for name in settings.MIDDLEWARE
    ]


@pytest.fixture
def alice() -> User:
    return User.objects.create_user("alice", password="secret of alice")


@pytest.fixture
def bob() -> User:
    return User.objects.create_user("bob", password="secret of bob")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
def test_another_users_design_does_not_exist(
    server: None, client: Client, alice: User, bob: User, name: str, method: str
) -> None:
    hers = design(owner=alice)
    client.force_login(bob)
    url = reverse(
        name, args=[hers.pk, *{"picture": ["svg"], "edit": ["runs"], "section": ["runs"]}.get(name, [])]
    )
    answer = getattr(client, method)(url, {"text": "stolen", "base": hers.newest.digest, "name": "stolen"})
    assert answer.status_code in (404, 405)
    hers.refresh_from_db()
    assert (hers.name, hers.newest.text, hers.deleted_at) == ("duo", POD, None)


def test_home_lists_ones_own_designs_only(server: None, client: Client, alice: User, bob: User) -> None:
    design(owner=alice, name="hers")
    design(owner=bob, name="his")
    client.force_login(bob)
    page = client.get(reverse("home")).content.decode()
    assert ">his<" in page
    assert ">hers<" not in page


@pytest.mark.parametrize("name", ["home", "new"])
def test_a_server_lets_nobody_in_without_a_login(server: None, client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("login"))


def test_one_can_log_in_and_out(server: None, client: Client, alice: User) -> None:
    wrong = client.post(reverse("login"), {"username": "alice", "password": "guess"})
    assert "do not match" in wrong.content.decode()
    client.post(reverse("login"), {"username": "alice", "password": "secret of alice"})
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("logout"))
    assert client.get(reverse("home")).status_code == 302


def test_the_language_can_be_chosen_before_logging_in(server: None, client: Client) -> None:
    client.post(reverse("set_language"), {"language": "ko", "next": reverse("login")})
    assert '<html lang="ko">' in client.get(reverse("login")).content.decode()
