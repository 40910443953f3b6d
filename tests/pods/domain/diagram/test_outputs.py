"""Pictures as files."""

from __future__ import annotations

import pytest

from pods.domain.diagram import outputs
from tests.pods.domain.diagram.pictures import SHOP, facts_of

STARTS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph", "mermaid": b"flowchart"}


@pytest.mark.parametrize("form", list(outputs.FORMATS))
def test_every_format_is_what_it_says(form: str) -> None:
    assert outputs.render(facts_of(SHOP), "namespaces", form).startswith(STARTS[form])


@pytest.mark.parametrize(
    ("name", "form"), [("a.svg", "svg"), ("a.PNG", "png"), ("x/y.pdf", "pdf"), ("a.gv", "dot"), ("-", "svg")]
)
def test_the_ending_of_a_file_says_its_format(name: str, form: str) -> None:
    assert outputs.by_ending(name) == form


def test_an_unknown_view_or_format_is_refused_with_what_there_is() -> None:
    assert outputs.unknown("namespaces", "svg") is None
    assert outputs.unknown("namespaces", None) is None
    assert "namespaces" in str(outputs.unknown("nothing", None))
    assert "svg" in str(outputs.unknown("namespaces", "gif"))
