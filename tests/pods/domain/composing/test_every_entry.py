"""Every entry of the catalogue, in every variant: applied to a new workload and to manifests of all sorts."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
from _pytest.mark import ParameterSet

from patterns.catalogue import shipped
from patterns.catalogue.checking import sample
from patterns.catalogue.model import Kind, Pattern, Variant
from patterns.catalogue.problems import Unsound
from pods.domain import analysis
from pods.domain.composing.composed import Composed, compose
from pods.domain.composing.fresh import start
from pods.domain.composing.removing import take_out
from pods.domain.composing.switching import switch_variant
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from tests.pods.domain.composing.manifests import ALL

CORPUS = Path("/work/shared/corpus/open")
NEWEST = 36


@cache
def readable() -> tuple[Pattern, ...]:
    """The entries that read; `tests/patterns/test_entries.py` says what is wrong with others."""
    found = []
    for id in shipped.ids():
        try:
            pattern = shipped.pattern(id)
        except Unsound:
            continue
        assert pattern is not None
        found.append(pattern)
    return tuple(found)


CASES = [(pattern, variant) for pattern in readable() for variant in pattern.variants]
NAMES = [f"{pattern.id}-{variant.id}" for pattern, variant in CASES]
every_case = pytest.mark.parametrize(("pattern", "variant"), CASES, ids=NAMES)


def needed(pattern: Pattern) -> Mapping[str, object]:
    """Values for the parameters that have no default."""
    return {p.name: sample(p) for p in pattern.parameters if p.required}


def begun(pattern: Pattern, variant: Variant) -> Composed:
    return start(None, pattern, "shop", variant=variant.id, given=needed(pattern), minor=NEWEST)


def rejected(manifest: Manifest, minor: int) -> list[str]:
    found = analysis.of_manifest(manifest, f"1.{minor}").findings
    return [f"{finding.rule}: {finding.message}" for finding in found if finding.rejected_by_api]


@every_case
def test_a_new_workload_is_one_the_api_server_takes(pattern: Pattern, variant: Variant) -> None:
    composed = begun(pattern, variant)
    for minor in (max(variant.since, 25), NEWEST):
        assert rejected(composed.manifest, minor) == []
        for document in composed.manifest.documents:
            if document.api_version in ("v1", "apps/v1"):
                kubernetes_validate.validate(document.value, f"1.{minor}", strict=True)


@every_case
def test_the_helpers_have_the_role_the_entry_claims(pattern: Pattern, variant: Variant) -> None:
    composed = begun(pattern, variant)
    facts = analysis.of_manifest(composed.manifest).pods[-1]
    if not composed.record.helpers:  # somebody else brings them: a mesh that injects its proxy
        return
    helpers = [a for a in facts.roles if a.container.name in composed.record.helpers]
    roles = {a.role.value for a in helpers if a.role.value != "init"} or {a.role.value for a in helpers}
    assert roles == {pattern.kind.value}, [f"{a.container.name} {a.role}: {a.because}" for a in helpers]


def turns(count: int, first: int) -> list[str]:
    """For each of so many entries one way to write: all of them have their turn, none costs the product."""
    names = list(ALL)
    return [names[(first + index) % len(names)] for index in range(count)]


def with_texts(*firsts: int) -> list[ParameterSet]:
    """Every entry and variant with several of the texts."""
    return [
        pytest.param(pattern, variant, text, id=f"{pattern.id}-{variant.id}-{text}")
        for first in firsts
        for (pattern, variant), text in zip(CASES, turns(len(CASES), first), strict=True)
    ]


@pytest.mark.parametrize(("pattern", "variant", "written"), with_texts(0, 3, 7))
def test_what_was_added_can_be_taken_out_again(pattern: Pattern, variant: Variant, written: str) -> None:
    text = ALL[written]
    manifest = reader.read(text)
    composed = compose(manifest, manifest.pods[0], pattern, variant=variant.id, values=needed(pattern))
    assert composed.manifest.text != text
    assert rejected(composed.manifest, NEWEST) == []
    out = take_out(composed.manifest, composed.pod, composed.record)
    assert out.manifest.text == text
    assert out.kept == ()


SWITCHED = [pattern for pattern in readable() if len(pattern.variants) > 1]


@pytest.mark.parametrize(
    ("pattern", "written"),
    list(zip(SWITCHED, turns(len(SWITCHED), 5), strict=True)),
    ids=lambda v: getattr(v, "id", v),
)
def test_another_variant_is_as_if_it_had_been_chosen(pattern: Pattern, written: str) -> None:
    manifest = reader.read(ALL[written])
    first, second = pattern.variants[:2]
    one, other = (
        compose(manifest, manifest.pods[0], pattern, variant=variant.id, values=needed(pattern))
        for variant in (first, second)
    )
    switched = switch_variant(one.manifest, one.pod, one.record, pattern, second.id)
    assert [d.value for d in switched.manifest.documents] == [d.value for d in other.manifest.documents]
    assert switched.record == other.record
    out = take_out(switched.manifest, switched.pod, switched.record)
    assert [d.value for d in out.manifest.documents] == [d.value for d in manifest.documents]


def real() -> list[Path]:
    """A few real manifests, spread over the corpus."""
    files = sorted(CORPUS.rglob("*")) if CORPUS.exists() else []
    return [file for file in files if file.is_file() and file.stat().st_size < 12_000][5::31]


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real manifests is not here")
@pytest.mark.parametrize("path", real(), ids=lambda path: path.name[:60])
def test_real_manifests_take_a_pattern_and_give_it_back(path: Path) -> None:
    text = reader.decode(path.read_bytes()).text
    manifest = reader.read(text)
    before = rejected(manifest, NEWEST)
    first = len(text) % len(CASES)
    for pattern, variant in itertools.islice(itertools.cycle(CASES), first, first + 5):
        for pod in manifest.pods[:1]:
            try:
                composed = compose(manifest, pod, pattern, variant=variant.id, values=needed(pattern))
            except EditRefused:
                continue
            assert set(rejected(composed.manifest, NEWEST)) <= set(before)
            assert take_out(composed.manifest, composed.pod, composed.record).manifest.text == text


def test_every_kind_of_pattern_is_there() -> None:
    assert {pattern.kind for pattern in readable()} <= set(Kind)
