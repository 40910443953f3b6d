"""Amounts change one by one, in the way they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.resources import set_pod_resources, set_resources
from tests.pods.domain.edits.pods_as_written import (
    CORPUS,
    FLOW,
    JSON,
    POD,
    Edit,
    container_of,
    hold,
    real_pods,
    tried,
    ways_to_write,
)

ASKING = (
    POD
    + """\
    resources:
      # at most
      limits: {cpu: 1, memory: 1Gi}  # one line
      requests:
        cpu: 0.5  # half
        memory: "512Mi"
      claims: [{name: gpu}]
    tty: true
"""
)


def amounts(requests: dict[str, str], limits: dict[str, str] | None = None) -> Edit:
    return lambda *at: set_resources(*at, requests=requests, limits=limits or {})


def of_pod(requests: dict[str, str], limits: dict[str, str] | None = None) -> Edit:
    return lambda *at: set_pod_resources(*at[:2], requests=requests, limits=limits or {})


SAME = {"cpu": "1", "memory": "1Gi"}
WHOLE = POD.replace("spec:\n", "spec:\n  resources: {}  # nothing\n")
BOUND = ASKING.replace("spec:\n", "spec:\n  resources: {limits: {cpu: 2}}\n")

CASES: list[tuple[str, Edit, str]] = [
    (ASKING, amounts({"cpu": "0.5", "memory": "512Mi"}, SAME), ASKING),
    (ASKING, amounts({"cpu": "1", "memory": "512Mi"}, SAME), ASKING.replace("0.5  #", "1  #")),
    (
        ASKING,
        amounts({"cpu": "250m", "memory": "512Mi"}, {"cpu": "2", "memory": "2Gi"}),
        ASKING.replace("cpu: 1", "cpu: 2").replace("1Gi", "2Gi").replace("0.5  #", "250m  #"),
    ),
    (ASKING, amounts({"memory": "512Mi"}, SAME), ASKING.replace("        cpu: 0.5  # half\n", "")),
    (
        ASKING,
        amounts({}, SAME),
        ASKING.replace('      requests:\n        cpu: 0.5  # half\n        memory: "512Mi"\n', ""),
    ),
    (
        ASKING.replace("      claims: [{name: gpu}]\n", ""),
        amounts({}),
        POD + "    tty: true\n",
    ),
    (
        POD,
        amounts({"cpu": "100m", "memory": "1Gi"}, {"nvidia.com/gpu": "1"}),
        POD + "    resources:\n      requests:\n        cpu: 100m\n        memory: 1Gi\n"
        '      limits:\n        nvidia.com/gpu: "1"\n',
    ),
    (POD + "    resources: {}  # none\n", amounts({}), POD + "    resources: {}  # none\n"),
    (POD, amounts({}), POD),
    (WHOLE, of_pod({}), POD),
    (POD, of_pod({}), POD),
    (
        WHOLE,
        of_pod({"cpu": "1"}),
        WHOLE.replace("{}  # nothing", '\n    requests:\n      cpu: "1"').replace(": \n", ":\n"),
    ),
    (
        POD,
        of_pod({}, {"memory": "1Gi"}),
        POD + "  resources:\n    limits:\n      memory: 1Gi\n",
    ),
    (BOUND, of_pod({}), ASKING),
    (BOUND.replace("{cpu: 2}", "{}"), of_pod({}), ASKING),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_amounts_change_one_by_one(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*container_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("image: nginx", "image: nginx, resources: {requests: {cpu: 100m}}")),
        (
            JSON,
            JSON.replace('"image": "nginx"', '"image": "nginx", "resources": {"requests": {"cpu": "100m"}}'),
        ),
    ],
)
def test_first_amounts_are_written_like_what_stands_around_them(before: str, after: str) -> None:
    assert amounts({"cpu": "100m"})(*container_of(before)).text == after
    assert amounts({})(*container_of(after)).text == before


REFUSED: list[tuple[str, Edit, str]] = [
    (POD, amounts({"cpu": "100 m"}), "Write 100m"),
    (POD, amounts({"cpu": ""}), "empty"),
    (POD, amounts({"cpu": "-1"}), "negative"),
    (POD, amounts({"gpu": "1"}), "cannot ask for"),
    (POD, amounts({"a_b/": "1"}), "DNS name|may hold only"),
    (POD, amounts({"cpu": "2"}, {"cpu": "1"}), "more than the limit"),
    (POD, amounts({"nvidia.com/gpu": "1"}), "overcommitted"),
    (POD, amounts({"nvidia.com/gpu": "1"}, {"nvidia.com/gpu": "2"}), "must be equal"),
    (POD, amounts({}, {"hugepages-2Mi": "4Mi"}), "Huge pages need"),
    (POD, of_pod({"ephemeral-storage": "1Gi"}), "as a whole cannot"),
    (POD.replace("containers:", "ephemeralContainers:"), amounts({"cpu": "1"}), "ephemeral"),
    (BOUND, amounts({"cpu": "1"}, {"cpu": "3"}), "more than the 2 of the pod"),
    (BOUND, amounts({"cpu": "3"}), "ask for 3 of cpu together"),
    (ASKING, of_pod({"cpu": "100m"}), "ask for 500m of cpu together"),
    (ASKING, of_pod({}, {"memory": "1Mi"}), "lower"),
    (
        POD + "    resources: &r {requests: {cpu: 1}}\n  - name: b\n    resources: *r\n",
        amounts({"cpu": "2"}),
        "without changing something else",
    ),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(text))


def test_what_did_not_fit_before_may_be_made_better_step_by_step() -> None:
    text = BOUND.replace("{cpu: 2}", "{cpu: 100m}")
    after = amounts({"cpu": "0.5", "memory": "512Mi"}, {"cpu": "0.6", "memory": "1Gi"})(*container_of(text))
    assert after.text == text.replace("cpu: 1,", 'cpu: "0.6",')


_AMOUNT = st.sampled_from(["1", "100m", "2Gi", "0.5", "1e3"])
_LIST = st.dictionaries(st.sampled_from(["cpu", "memory", "ephemeral-storage"]), _AMOUNT)


@settings(max_examples=50)
@given(_LIST, _LIST, st.sampled_from([POD, FLOW, JSON, ASKING]))
def test_any_amounts_follow_any_others(one: dict[str, str], two: dict[str, str], text: str) -> None:
    first = amounts({}, one)(*container_of(text))
    second = amounts(two)(*container_of(first.text))
    raw = container_of(second.text)[2].raw.get("resources") or {}
    assert {name: str(amount) for name, amount in (raw.get("requests") or {}).items()} == two
    assert not raw.get("limits")
    assert amounts(two)(*container_of(second.text)).text == second.text


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_amounts_of_real_pods_change_alone() -> None:
    done = 0
    for manifest, pod in real_pods(8):
        done += hold(of_pod({"cpu": "100"}), (manifest, pod), (f"{pod.path}.resources",), 6)
        for container in pod.containers[:2]:
            at = (manifest, pod, container)
            field = (f"{container.path}.resources",)
            done += hold(amounts({"cpu": "7m"}), at, field, 12)
            done += hold(amounts({}), at, field, 12)
            listed = container.raw.get("resources")
            if isinstance(listed, dict) and all(isinstance(v, dict) for v in listed.values()):
                said = {k: {n: str(a) for n, a in v.items()} for k, v in listed.items()}
                same = tried(amounts(said.get("requests", {}), said.get("limits", {})), at)
                assert isinstance(same, str) or same.text == manifest.text
    assert done > 80
