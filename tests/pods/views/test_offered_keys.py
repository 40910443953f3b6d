"""Where a key of a ConfigMap or Secret becomes a file, the keys that there are are offered."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pods.views.edits_of_pods import ALL, CONF, WHOLE
from tests.pods.views.test_edit_pods import page

pytestmark = pytest.mark.django_db


def test_the_keys_of_the_object_behind_a_file_are_offered(client: Client) -> None:
    beside = "---\napiVersion: v1\nkind: %s\nmetadata: {name: %s, namespace: old}\ndata: {%s: x}\n"
    text = WHOLE + beside % ("ConfigMap", "conf", "app.ini") + beside % ("Secret", "keys", "token.pem")
    conf, combined = page(client, text, CONF), page(client, text, ALL)
    assert conf.count(">ConfigMap conf</option>") == 2  # for the file that is there, and for one more
    assert ">Secret keys</option>" not in conf
    assert ">Secret keys</option>" in combined
    assert ">ConfigMap conf</option>" not in combined
