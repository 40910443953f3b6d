from __future__ import annotations

import pytest
from django.core.management import call_command
from pytest_django import Settings

from pods import examples
from pods.domain.analysis import analyse
from pods.models import Design

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return [design.name for design in Design.objects.order_by("-pk")]


def test_the_first_start_brings_the_examples() -> None:
    call_command("seed", if_empty=True)
    assert names() == ["shop", "dates", "report"]


def test_a_later_start_brings_nothing_back() -> None:
    call_command("seed", if_empty=True)
    Design.objects.exclude(name="shop").delete()
    call_command("seed", if_empty=True)
    assert names() == ["shop"]


def test_a_server_is_not_seeded(settings: Settings) -> None:
    settings.LOCAL = False
    call_command("seed", if_empty=True, verbosity=0)
    assert names() == []


@pytest.mark.parametrize("example", examples.all_examples(), ids=lambda example: example.slug)
def test_an_example_shows_what_it_says_without_a_problem(example: examples.Example) -> None:
    analysis = analyse(example.text)
    assert analysis.findings == ()
    assert example.text.startswith("# ")


def test_the_shop_has_every_role_but_peers() -> None:
    shop = examples.all_examples()[0]
    roles = {a.container.name: str(a.role) for a in analyse(shop.text).pods[0].roles}
    assert roles == {
        "db-proxy": "ambassador",
        "migrate": "init",
        "log-shipper": "sidecar",
        "web": "main",
        "metrics": "adapter",
    }
