from __future__ import annotations

import subprocess
import sys

import pytest

from pods.domain import edits


@pytest.mark.parametrize("name", edits.__all__)
def test_every_edit_is_found_in_the_module_that_has_it(name: str) -> None:
    assert getattr(edits, name) is not None


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(AttributeError):
        getattr(edits, "nothing_of_the_kind")  # noqa: B009 (a name that mypy knows to be none)


def test_an_edit_is_found_where_the_module_of_another_cannot_be_imported() -> None:
    broken = "import sys; sys.modules['pods.domain.edits.dns'] = None; from pods.domain import edits; edits.wrap_pod"
    subprocess.run([sys.executable, "-c", broken], check=True)
