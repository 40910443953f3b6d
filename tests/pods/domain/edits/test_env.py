"""Variables get values, sources, names and places, and everything else keeps its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.edits.env import move_env, remove_env, rename_env, set_env
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.sources import ConfigMapValue, FieldValue, ResourceValue, SecretValue
from tests.pods.domain.edits.pods_as_written import (
    CORPUS,
    FLOW,
    JSON,
    POD,
    Edit,
    container_of,
    doing,
    hold,
    real_pods,
    ways_to_write,
)

ENV = (
    POD
    + """\
    env:
    # how loud
    - name: LEVEL
      value: info  # or debug
    - {name: HOME, value: /srv}
    - name: WHERE
      valueFrom:
        fieldRef:
          apiVersion: v1  # said
          fieldPath: status.podIP
    tty: true
"""
)

CASES: list[tuple[str, Edit, str]] = [
    (POD, doing(set_env, "A", "1"), POD + '    env:\n    - name: A\n      value: "1"\n'),
    (ENV, doing(set_env, "LEVEL", "debug"), ENV.replace("info", "debug")),
    (ENV, doing(set_env, "LEVEL", "no"), ENV.replace("info", '"no"')),
    (ENV, doing(set_env, "WHERE", FieldValue("spec.nodeName")), ENV.replace("status.podIP", "spec.nodeName")),
    (
        ENV,
        doing(set_env, "HOME", SecretValue("s", "k", optional=True)),
        ENV.replace("value: /srv", "valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}"),
    ),
    (
        ENV,
        doing(set_env, "LEVEL", ConfigMapValue("c", "level")),
        ENV.replace(
            "      value: info  # or debug\n",
            "      valueFrom:\n        configMapKeyRef:\n          name: c\n          key: level\n",
        ),
    ),
    (
        ENV,
        doing(set_env, "WHERE", ResourceValue("limits.cpu", divisor="1m")),
        ENV.replace(
            "        fieldRef:\n          apiVersion: v1  # said\n          fieldPath: status.podIP\n",
            "        resourceFieldRef:\n          resource: limits.cpu\n          divisor: 1m\n",
        ),
    ),
    (ENV, doing(set_env, "WHERE", FieldValue("status.podIP")), ENV),
    (ENV, doing(rename_env, "LEVEL", "LOUD"), ENV.replace("LEVEL", "LOUD")),
    (ENV, doing(rename_env, "LEVEL", "LEVEL"), ENV),
    (
        ENV,
        doing(remove_env, "LEVEL"),
        ENV.replace("    # how loud\n    - name: LEVEL\n      value: info  # or debug\n", ""),
    ),
    (
        ENV,
        doing(move_env, "HOME", 0),
        ENV.replace("    - {name: HOME, value: /srv}\n", "").replace(
            "    # how loud", "    - {name: HOME, value: /srv}\n    # how loud"
        ),
    ),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_an_edit_changes_its_variable_only(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*container_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("image: nginx", "image: nginx, env: [{name: A, value: b}]")),
        (JSON, JSON.replace('"image": "nginx"', '"image": "nginx", "env": [{"name": "A", "value": "b"}]')),
    ],
)
def test_a_first_variable_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    assert set_env(*container_of(before), "A", "b").text == after


def test_the_last_of_several_of_one_name_is_the_one_that_counts() -> None:
    text = POD + "    env:\n    - name: A\n      value: b\n    - name: A\n      value: c\n    tty: true\n"
    assert set_env(*container_of(text), "A", "d").text == text.replace("value: c", "value: d")
    assert rename_env(*container_of(text), "A", "B").text == text.replace("name: A", "name: B")
    assert remove_env(*container_of(text), "A").text == POD + "    tty: true\n"


def test_a_new_name_reaches_all_that_kubernetes_fills_in_and_no_shell_variable() -> None:
    text = (
        POD
        + """\
    command: [sh, "-c", "echo $A ${A} $(A) $$(A) $(AB)"]
    args:
    - --a=$(A)-$(A)  # twice
    env:
    - name: A
      value: $(A)
    - name: B
      value: "<$(A)>"
    volumeMounts:
    - {name: v, mountPath: /v, subPathExpr: a/$(A)}
    livenessProbe:
      exec: {command: [test, $(A)]}
    lifecycle:
      preStop:
        exec: {command: [test, $(A)]}
"""
    )
    after = rename_env(*container_of(text), "A", "C").text
    old = "preStop:\n        exec: {command: [test, "
    wanted = text.replace("name: A", "name: C").replace("$(A)", "$(C)").replace("$$(C)", "$$(A)")
    assert after == wanted.replace(old + "$(C)", old + "$(A)")


REFUSED: list[tuple[str, Edit, str]] = [
    (POD, doing(set_env, "", "x"), "cannot be empty"),
    (POD, doing(set_env, "A=B", "x"), "other than ="),
    (POD, doing(set_env, "A", FieldValue("spec.containers")), "no field of the pod"),
    (POD, doing(set_env, "A", ResourceValue("limits.gpu")), "no resource"),
    (POD, doing(set_env, "A", SecretValue("S", "k")), "lower-case"),
    (POD, doing(set_env, "A", SecretValue("s", "")), "cannot be empty"),
    (POD, doing(set_env, "A", ConfigMapValue("c", "a/b")), "may hold only"),
    (POD, doing(remove_env, "A"), "no variable named A"),
    (POD, doing(move_env, "A", 0), "no variable named A"),
    (POD, doing(rename_env, "A", "B"), "no variable named A"),
    (ENV, doing(rename_env, "LEVEL", "HOME"), "already"),
    (ENV, doing(rename_env, "LEVEL", "A=B"), "other than ="),
    (
        POD + "    env: &e [{name: A}]\n    x: *e\n",
        doing(set_env, "A", "b"),
        "without changing something else",
    ),
    (POD + "    x: &e [{name: A}]\n    env: *e\n", doing(set_env, "A", "b"), "alias"),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(text))


@given(st.dictionaries(st.sampled_from("ABCD"), st.text(max_size=8), max_size=4))
def test_variables_that_come_and_go_leave_no_trace(values: dict[str, str]) -> None:
    for text in (ENV, FLOW, JSON):
        edited = text
        for name, value in values.items():
            edited = set_env(*container_of(edited), name, value).text
        assert {v.name: v.value for v in container_of(edited)[2].env if v.name in values} == values
        for name in values:
            edited = remove_env(*container_of(edited), name).text
        assert edited == text


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_variables_of_real_pods_change_one_at_a_time() -> None:
    done = 0
    for manifest, pod in real_pods(12):
        for container in pod.containers[:2]:
            at = (manifest, pod, container)
            done += hold(doing(set_env, "PODWRIGHT", "yes"), at, (f"{container.path}.env",), 1)
            for variable in container.env[:2]:
                field = (f"{variable.path}.value",)
                done += hold(doing(set_env, variable.name, "yes"), at, field, 30)
                list_of = (f"{container.path}.env",)
                done += hold(doing(remove_env, variable.name), at, list_of, 30)
    assert done > 60
