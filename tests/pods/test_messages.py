"""The Korean catalogue: every sentence of pages and domain, with the same places as the English one."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from pods.domain.messages import Message
from pods.templatetags.podwright import say

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
PLACE = re.compile(r"%\((\w+)\)")


def catalogue() -> dict[str, str]:
    """What the compiled catalogue holds, by its English."""
    with (LOCALE / "ko/LC_MESSAGES/django.mo").open("rb") as file:
        held = vars(gettext.GNUTranslations(file))["_catalog"]
    return {key[0] if isinstance(key, tuple) else key: text for key, text in held.items() if key != ""}


def sentences() -> Iterator[str]:
    """Every template that the code marks for translation."""
    for path in [
        *(ROOT / "pods").rglob("*.py"),
        *(ROOT / "webapp").rglob("*.py"),
        *(ROOT / "patterns").rglob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("gettext_noop", "_")
            ):
                yield str(ast.literal_eval(node.args[0]))


def test_every_sentence_of_the_code_is_said_in_korean() -> None:
    held = catalogue()
    assert sorted({sentence for sentence in sentences() if not held.get(sentence)}) == []


def test_every_sentence_has_the_same_places_in_korean() -> None:
    for english, korean in catalogue().items():
        assert set(PLACE.findall(english)) == set(PLACE.findall(korean)), english


def test_a_percent_sign_is_one_in_both_languages() -> None:
    for english, korean in catalogue().items():
        if "%" in english:
            values = dict.fromkeys(PLACE.findall(english), 1)
            english % values
            korean % values


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Volume logs (secret): API object."), ("ko", "볼륨 logs(secret): API 오브젝트.")],
)
def test_messages_inside_messages_are_said_too(language: str, said: str) -> None:
    values = {"name": "logs", "source": "secret", "lifetime": Message("API object")}
    with translation.override(language):
        assert say(Message("Volume %(name)s (%(source)s): %(lifetime)s.", values)) == said


def test_a_value_that_hides_is_shown() -> None:
    assert say(Message("Volume %(name)s", {"name": "a\u202eb"})) == "Volume a\\u202eb"
