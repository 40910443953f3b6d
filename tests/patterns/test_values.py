"""Values of parameters: what each type takes, and that none changes the structure of what it is put into."""

from __future__ import annotations

import configparser
import json
import shlex
import string
import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from patterns.catalogue import reading, rendering, values
from patterns.catalogue.model import Pattern, Type
from patterns.catalogue.problems import Unsound
from patterns.catalogue.rendering import Ready

TAKEN: dict[str, list[object]] = {
    "text": ["A text, with: everything # 'in' \"it\"", "한글"],
    "word": ["info", "A_b-c.d", "0"],
    "name": ["a", "shop-2"],
    "subdomain": ["a.b-c.d", "shop"],
    "path": ["/", "/var/log/app", "/a@b+c/d_e.f"],
    "glob": ["*.log", "/var/log/*/app?.log"],
    "host": ["db", "db.example.com", "10.0.0.1", "_x" * 0 + "DB"],
    "address": ["db:5432", "10.0.0.1:65535"],
    "url": ["https://example.com", "http://a:8080/b/c?d=e", "https://a/%20"],
    "port": [1, 65535, "8080"],
    "integer": [0, -3, "12"],
    "boolean": [True, False, "true", "false"],
    "quantity": ["100m", "64Mi", "1", "0.5", 2],
    "duration": ["30s", "5m", "1h30m", "250ms"],
    "image": ["nginx:1.29", "registry.example:5000/a/b_c:v1", f"a@sha256:{'0' * 64}", "quay.io/a/b:1.2-x"],
    "choice": ["fast"],
}
REFUSED: dict[str, list[object]] = {
    "text": ["a\nb", "a\x00", "x" * 501, "a\u202eb", ["a"]],
    "word": ["a b", "-x", "a;b", "a\n", "é"],
    "name": ["A", "-a", "a-", "a.b", "a" * 64, "a\n"],
    "subdomain": ["a..b", ".a", "a_b", "a/"],
    "path": ["a", "/a/../b", "/..", "/a b", "/a//b", "/a\n", "/$x", "/a*"],
    "glob": ["-rf", "/a/../*", "a b", "*;*", "[a]"],
    "host": ["a b", "a..b", "-a", "http://a", "::1", "a\n"],
    "address": ["db", "db:0", "db:65536", "db:a", ":1"],
    "url": [
        "ftp://a",
        "https://",
        "https://a:0",
        "https://u@b",
        "https://a/;b",
        "https://a/$b",
        "https://a/%zz",
    ],
    "port": [0, 65536, "http", True, 80.5, "8_0", "٨٠"],
    "integer": ["1.5", "x", True, "1" * 19],
    "boolean": ["yes", 1, "True"],
    "quantity": ["1 Gi", "-1", "1GiB", "Mi"],
    "duration": ["30", "1h 2m", "s", "1d"],
    "image": ["nginx", "nginx:", "NGINX:1", "a:1 b", "a:1\n", "a/:1"],
    "choice": ["slow", "fast "],
}


def parameter(kind: str, **more: Any) -> dict[str, Any]:
    fields = {"name": "it", "type": kind, "title": {"en": "It"}, **more}
    if kind == "choice":
        fields["choices"] = [{"value": "fast", "title": {"en": "Fast"}}]
    return fields


def with_parameter(kind: str, content: Any, **more: Any) -> Pattern:
    """A pattern with one parameter, and its content in an object."""
    config = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"file": content}}
    return reading.read(
        {
            "id": "p",
            "kind": "sidecar",
            "title": {"en": "P"},
            "summary": {"en": "P"},
            "parameters": [parameter(kind, **more)],
            "variants": [{"id": "classic", "title": {"en": "Classic"}}],
            "example": {"container": {"name": "app", "image": "busybox:1.37"}},
            "fragment": {"containers": [{"name": "h", "image": "h:1"}], "objects": [config]},
        }
    )


def read_as(kind: str, value: object) -> object:
    return values.settle(with_parameter(kind, "x"), {"it": value})["it"]


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, vs in TAKEN.items() for v in vs])
def test_a_type_takes_what_it_is_for(kind: str, value: object) -> None:
    assert str(read_as(kind, value)).lower() == str(value).lower()


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, vs in REFUSED.items() for v in vs])
def test_a_type_refuses_all_else(kind: str, value: object) -> None:
    with pytest.raises(Unsound) as refused:
        read_as(kind, value)
    assert refused.value.problems[0].path == "it"


@pytest.mark.parametrize("nothing", [None, ""])
@pytest.mark.parametrize("kind", TAKEN)
def test_nothing_is_a_value_where_it_may_be_left_out_only(kind: str, nothing: object) -> None:
    with pytest.raises(Unsound, match="It needs a value"):
        read_as(kind, nothing)
    assert values.settle(with_parameter(kind, "x", optional=True), {"it": nothing})["it"] is None


def test_every_type_is_tried() -> None:
    assert set(TAKEN) == set(REFUSED) == {kind.value for kind in Type}


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Unsound) as refused:
        values.settle(with_parameter("port", "x"), {"it": "x", "other": 1})
    assert [problem.path for problem in refused.value.problems] == ["other", "it"]
    assert "it has it" in str(refused.value.problems[0])


NARROW = [kind.value for kind in Type if kind.narrow and kind is not Type.CHOICE]
# What somebody would try, and anything else.
HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=string.printable, max_size=40),
    st.from_regex(r"[a-z0-9./:*?@%=_+-]{1,30}", fullmatch=True),
    st.sampled_from([str(v) for vs in (*TAKEN.values(), *REFUSED.values()) for v in vs]),
)
YAML = 'top:\n  - key: "@{it}"\n    other: "a @{it} b"\n'
TOML = 'key = "@{it}"\n[section]\nother = "a@{it}"\n'
INI = "[section]\nkey = @{it}\nother = a\n"


def rendered(kind: str, value: str, content: Any) -> Any:
    """The content with the value in it; None when the type does not take the value."""
    pattern = with_parameter(kind, content)
    try:
        settled = values.settle(pattern, {"it": value})
    except Unsound:
        return None
    plain = rendering.fragment(pattern, pattern.variants[0], settled, Ready("pod", "app", "h"))
    return plain.objects[0]["data"]["file"]


def written(kind: str, value: str) -> str:
    """How a value that was taken is written: 007 is the number 7."""
    return str(int(value)) if kind in ("port", "integer") else value


@given(kind=st.sampled_from(NARROW), value=HOSTILE)
def test_no_value_changes_the_structure_of_a_configuration(kind: str, value: str) -> None:
    if rendered(kind, value, "x") is None:
        return
    said = written(kind, value)
    assert yaml.safe_load(rendered(kind, value, YAML)) == {"top": [{"key": said, "other": f"a {said} b"}]}
    assert tomllib.loads(rendered(kind, value, TOML)) == {"key": said, "section": {"other": f"a{said}"}}
    assert json.loads(rendered(kind, value, '{"key": "@{it}"}')) == {"key": said}
    ini = configparser.RawConfigParser()
    ini.read_string(rendered(kind, value, INI))
    assert dict(ini["section"]) == {"key": said, "other": "a"}


@given(kind=st.sampled_from([k for k in NARROW if k != "glob"]), value=HOSTILE)
def test_no_value_changes_the_words_of_a_shell_line(kind: str, value: str) -> None:
    line = rendered(kind, value, "run --it=@{it} && echo")
    if line is not None:
        assert shlex.split(line, comments=True) == ["run", f"--it={written(kind, value)}", "&&", "echo"]


@given(value=st.text(max_size=60))
def test_no_text_changes_the_structure_of_a_manifest(value: str) -> None:
    pattern = with_parameter("text", "@{it}")
    try:
        settled = values.settle(pattern, {"it": value})
    except Unsound:
        return
    plain = rendering.fragment(pattern, pattern.variants[0], settled, Ready("pod", "app", "h"))
    assert plain.objects[0]["data"] == {"file": value}


@pytest.mark.parametrize("kind", ["text", "boolean"])
def test_a_wide_type_cannot_stand_inside_a_longer_string(kind: str) -> None:
    with pytest.raises(Unsound, match="may stand only alone"):
        with_parameter(kind, "a @{it}")


def test_an_optional_value_inside_a_string_needs_a_condition() -> None:
    with pytest.raises(Unsound, match="may be empty"):
        with_parameter("word", "a @{it}", optional=True)
    pattern = with_parameter("word", {"$if": "it", "$then": "a @{it}", "$else": "none"}, optional=True)
    for given_, file in (({"it": "x"}, "a x"), ({}, "none")):
        settled = values.settle(pattern, given_)
        plain = rendering.fragment(pattern, pattern.variants[0], settled, Ready("pod", "app", "h"))
        assert plain.objects[0]["data"] == {"file": file}
