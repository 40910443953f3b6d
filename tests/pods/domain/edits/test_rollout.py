"""How workloads update their pods: what is asked changes alone, and what the API server refuses is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.analysis import analyse
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.rollout import set_rollout
from pods.domain.manifest import paths
from pods.domain.rollouts import ROLLOUTS
from tests.pods.domain.edits.pods_as_written import changed, pod_of, ways_to_write

HEAD = """\
apiVersion: apps/v1
kind: Deployment  # for now
metadata: {name: shop}
spec:
  minReadySeconds: 5  # warm
"""
BODY = """\
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers: [{name: app, image: i}]
"""
STRATEGY = """\
  strategy:
    # slowly
    type: 'RollingUpdate'  # said
    rollingUpdate:
      maxSurge: 1  # one
      maxUnavailable: "25%"
"""
WITH, BARE = HEAD + STRATEGY + BODY, HEAD + BODY
FLOW = HEAD + "  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}  # flow\n" + BODY

# text, what is wanted, the lines before, the lines after
DONE: list[tuple[str, dict[str, int | str | None], str, str]] = [
    (WITH, {"maxSurge": 2}, "maxSurge: 1  # one", "maxSurge: 2  # one"),
    (WITH, {"maxSurge": "50%"}, "maxSurge: 1  # one", "maxSurge: 50%  # one"),
    (WITH, {"maxUnavailable": 0}, 'maxUnavailable: "25%"', "maxUnavailable: 0"),
    (WITH, {"maxSurge": None}, "      maxSurge: 1  # one\n", ""),
    (WITH, {"type": "RollingUpdate"}, "", ""),
    (WITH, {}, "", ""),
    (
        WITH,
        {"type": "Recreate"},
        STRATEGY[STRATEGY.index("    type") :],
        "    type: 'Recreate'  # said\n",
    ),
    (WITH, {"minReadySeconds": 0}, "minReadySeconds: 5  # warm", "minReadySeconds: 0  # warm"),
    (WITH, {"minReadySeconds": None}, "  minReadySeconds: 5  # warm\n", ""),
    (BARE, {"type": "RollingUpdate"}, "", ""),
    (FLOW, {"maxSurge": None}, "{type: RollingUpdate, rollingUpdate: {maxSurge: 1}}", "{type: RollingUpdate}"),
    (FLOW, {"maxUnavailable": 0}, "{maxSurge: 1}", "{maxSurge: 1, maxUnavailable: 0}"),
    (FLOW, {"type": "Recreate"}, "{type: RollingUpdate, rollingUpdate: {maxSurge: 1}}", "{type: Recreate}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "old", "new"), DONE, ids=range(len(DONE)))
def test_only_what_is_asked_changes(
    text: str, wanted: dict[str, int | str | None], old: str, new: str
) -> None:
    for before in ways_to_write(text):
        ending = "\r\n" if "\r" in before else "\n"
        expected = before.replace(old.replace("\n", ending), new.replace("\n", ending)) if old else before
        assert set_rollout(*pod_of(before), wanted).text == expected


def test_what_was_not_said_is_written_behind_the_rest() -> None:
    wanted: dict[str, int | str | None] = {
        "maxSurge": 0,
        "maxUnavailable": "10%",
        "progressDeadlineSeconds": 60,
    }
    after = set_rollout(*pod_of(BARE), wanted).text
    assert after == BARE + (
        "  progressDeadlineSeconds: 60\n"
        "  strategy:\n    rollingUpdate:\n      maxSurge: 0\n      maxUnavailable: 10%\n"
    )
    back = set_rollout(*pod_of(after), dict.fromkeys(wanted))
    assert back.text == BARE


REFUSED: list[tuple[str, dict[str, int | str | None], str]] = [
    ("Deployment", {"type": "OnDelete"}, "no update strategy of a Deployment. Write RollingUpdate or Recreate"),
    ("DaemonSet", {"type": "Recreate"}, "Write RollingUpdate or OnDelete"),
    ("Deployment", {"maxSurge": 0, "maxUnavailable": "0%"}, "both zero"),
    ("Deployment", {"maxUnavailable": "101%"}, "more than 100%"),
    ("Deployment", {"maxSurge": "some"}, "a whole number or a percentage"),
    ("Deployment", {"maxSurge": -1}, "a whole number or a percentage"),
    ("Deployment", {"minReadySeconds": 600}, "must be more than minReadySeconds"),
    ("Deployment", {"progressDeadlineSeconds": -1}, "must be from 0"),
    ("Deployment", {"partition": 1}, "choose one of"),
    ("DaemonSet", {"maxSurge": 1}, "not both"),
    ("DaemonSet", {"maxUnavailable": 0}, "both zero"),
    ("StatefulSet", {"partition": -1}, "cannot be negative"),
    ("StatefulSet", {"maxSurge": 1}, "choose one of"),
    ("ReplicaSet", {"type": "RollingUpdate"}, "choose one of"),
    ("ReplicaSet", {"revisionHistoryLimit": 1}, "choose one of"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "wanted", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_the_api_server_refuses_is_refused_with_a_remedy(
    kind: str, wanted: dict[str, int | str | None], words: str
) -> None:
    with pytest.raises(EditRefused, match=words):
        set_rollout(*pod_of(BARE.replace("Deployment", kind)), wanted)


def test_a_job_has_no_rollout() -> None:
    text = BARE.replace("apps/v1", "batch/v1").replace("Deployment", "Job")
    with pytest.raises(EditRefused, match="make it a Deployment"):
        set_rollout(*pod_of(text), {})


def test_a_fault_that_is_there_already_does_not_stand_in_the_way_of_another_change() -> None:
    stuck = HEAD + "  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}\n" + BODY
    assert set_rollout(*pod_of(stuck), {"minReadySeconds": 6}).text == stuck.replace("5  #", "6  #")


_AMOUNT = st.sampled_from([None, -1, 0, 1, "0%", "25%", "100%", "101%", "x"])
_NUMBER = st.sampled_from([None, -1, 0, 5, 600, 2**31])
_WANTED = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from([None, "RollingUpdate", "Recreate", "OnDelete"]),
        "maxSurge": _AMOUNT,
        "maxUnavailable": _AMOUNT,
        "partition": _NUMBER,
        "minReadySeconds": _NUMBER,
        "revisionHistoryLimit": _NUMBER,
        "progressDeadlineSeconds": _NUMBER,
    },
)


@given(st.sampled_from(sorted(ROLLOUTS)), st.lists(_WANTED, min_size=1, max_size=3))
def test_whatever_is_let_through_the_api_server_takes_and_nothing_else_changes(
    kind: str, wants: list[dict[str, int | str | None]]
) -> None:
    text = BARE.replace("Deployment", kind)
    if kind == "ReplicationController":
        text = text.replace("apps/v1", "v1").replace("{matchLabels: {app: shop}}", "{app: shop}")
    manifest, _ = pod_of(text)
    rollout = ROLLOUTS[kind]
    own = {rollout.strategy, *rollout.numbers} - {""}
    for wanted in wants:
        try:
            after = set_rollout(manifest, manifest.pods[0], wanted)
        except EditRefused:
            continue
        at = changed(manifest.documents[0].value, after.documents[0].value)
        assert {paths.steps(path)[1] for path in at} <= own
        manifest = after
    assert [f for f in analyse(manifest.text, "1.36").findings if f.rejected_by_api] == []
