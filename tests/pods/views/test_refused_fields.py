"""What is refused is said of the field that it is about, where that can be told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.pods.manifests import design
from tests.pods.views.test_edit import HTMX, TRIO, send

pytestmark = pytest.mark.django_db

APP = "spec.containers[0]"
SHARED = """\
apiVersion: v1
kind: Pod
metadata: {name: pair}
spec:
  containers:
    - {name: one, image: &web "web:1"}
    - {name: two, image: *web}
"""
CASES: list[tuple[str, str, dict[str, Any], str | None]] = [
    (TRIO, "runs", {"image": ""}, "image"),  # the only one that was changed
    (TRIO, "rename_container", {"name": "Not A Name"}, "name"),
    (TRIO, "add_env", {"name": "a=b", "value": "1"}, "name"),  # what the refusal quotes
    (TRIO, "add_env", {"name": "", "value": "1"}, None),  # it is not the value
    (TRIO, "add_container", {"name": "app", "image": "web:1"}, "name"),
    (SHARED, "runs", {"image": "web:2"}, None),  # not wrong, but asked about
]


@pytest.mark.parametrize(("text", "slug", "fields", "wrong"), CASES)
def test_a_refusal_is_tied_to_the_field_that_it_is_about(
    client: Client, text: str, slug: str, fields: dict[str, Any], wrong: str | None
) -> None:
    target = "spec" if slug == "add_container" else APP
    alone = send(client, design(text), slug, target, fields, headers=HTMX).content.decode()
    assert re.findall(r'data-field="[^"]*-(\w+)"', alone) == ([wrong] if wrong else [])
    whole = send(client, design(text), slug, target, fields).content.decode()
    marked = re.findall(r'<(?:input|select|textarea)[^>]*name="(\w+)"[^>]*aria-invalid="true"', whole)
    assert marked == ([wrong] if wrong else [])
    described = re.findall(r'aria-describedby="([^"]*_error)"', whole)
    assert [f'<p id="{sentence}"' in whole for sentence in described] == ([True] if wrong else [])
