"""A browser in which every section of forms is open, so that pages hold all of them."""

from __future__ import annotations

import pytest
from django.test import Client

from pods.forms.editing import Section
from pods.forms.edits import all_forms


@pytest.fixture
def client() -> Client:
    """Django's client with that browser's cookie."""
    opened = Client()
    opened.cookies["folds"] = ".".join([*(section.value for section in Section), *all_forms()])
    return opened
