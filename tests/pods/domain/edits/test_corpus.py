"""Every edit on real manifests: a sample of them here, all of them as `make corpus`."""

from __future__ import annotations

import inspect

import pytest

from bench.every_edit import ANSWERS, names
from pods.domain import edits
from tests.pods.domain.edits.corpus import CORPUS, files, subjects, tried

SAMPLE = 6  # files for each edit, others for each


def test_arguments_are_made_for_every_edit() -> None:
    functions = {name for name in edits.__all__ if inspect.isfunction(getattr(edits, name))}
    assert set(names()) == functions - ANSWERS


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("name", names())
def test_an_edit_of_real_manifests_changes_what_is_meant_and_no_other_line(name: str) -> None:
    number, every = names().index(name), len(files()) // SAMPLE
    for file in files()[number % every :: every]:
        for subject in subjects(file):
            try:
                list(tried(name, subject))
            except AssertionError as error:
                raise AssertionError(f"{file.name}, {subject.container.path}: {error}") from error
