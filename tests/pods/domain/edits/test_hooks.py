"""Hooks and stop signals come, change and go, and take their lifecycle along with the last of them."""

from __future__ import annotations

import pytest

from pods.domain.edits.handlers import Exec, HttpGet, Sleep
from pods.domain.edits.hooks import set_post_start, set_pre_stop, set_stop_signal
from pods.domain.edits.refusal import EditRefused
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

LINUX = POD.replace("spec:\n", "spec:\n  os: {name: linux}\n")
HOOKED = POD + "    lifecycle:\n      # wait\n      preStop:  # a while\n        sleep: {seconds: 5}  # 5 s\n"
SLEEP = "        sleep: {seconds: 5}  # 5 s\n"

CASES: list[tuple[str, Edit, str]] = [
    (
        POD,
        doing(set_pre_stop, Sleep(5)),
        POD + "    lifecycle:\n      preStop:\n        sleep:\n          seconds: 5\n",
    ),
    (HOOKED, doing(set_pre_stop, Sleep(5)), HOOKED),
    (HOOKED, doing(set_pre_stop, Sleep(30)), HOOKED.replace("seconds: 5", "seconds: 30")),
    (HOOKED, doing(set_pre_stop, None), POD),
    (HOOKED, doing(set_post_start, None), HOOKED),
    (POD, doing(set_post_start, None), POD),
    (
        HOOKED,
        doing(set_post_start, Exec(("a",))),
        HOOKED + "      postStart:\n        exec:\n          command: [a]\n",
    ),
    (
        HOOKED,
        doing(set_pre_stop, HttpGet("web", "/bye")),
        HOOKED.replace(SLEEP, "        httpGet:\n          path: /bye\n          port: web\n"),
    ),
    (LINUX, doing(set_stop_signal, "SIGQUIT"), LINUX + "    lifecycle:\n      stopSignal: SIGQUIT\n"),
    (
        LINUX + "    lifecycle: {stopSignal: SIGQUIT, preStop: {sleep: {seconds: 1}}}\n",
        doing(set_stop_signal, None),
        LINUX + "    lifecycle: {preStop: {sleep: {seconds: 1}}}\n",
    ),
    (LINUX + "    lifecycle:\n      stopSignal: SIGQUIT\n", doing(set_stop_signal, None), LINUX),
    (POD + "    lifecycle: {}\n", doing(set_pre_stop, None), POD + "    lifecycle: {}\n"),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_a_hook_changes_at_its_own_place(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*container_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("image: nginx", "image: nginx, lifecycle: {preStop: {sleep: {seconds: 1}}}")),
        (
            JSON,
            JSON.replace(
                '"image": "nginx"', '"image": "nginx", "lifecycle": {"preStop": {"sleep": {"seconds": 1}}}'
            ),
        ),
    ],
)
def test_a_first_hook_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    assert set_pre_stop(*container_of(before), Sleep(1)).text == after
    assert set_pre_stop(*container_of(after), None).text == before


GRACE = POD.replace("spec:\n", "spec:\n  terminationGracePeriodSeconds: 60\n")
INIT = POD.replace("containers:", "initContainers:")

REFUSED: list[tuple[str, Edit, str]] = [
    (POD, doing(set_pre_stop, Sleep(31)), "from 0 to 30"),
    (POD, doing(set_pre_stop, Sleep(-1)), "from 0 to 30"),
    (GRACE, doing(set_pre_stop, Sleep(61)), "from 0 to 60"),
    (GRACE.replace("60", "-5"), doing(set_post_start, Sleep(2)), "from 0 to 1,"),
    (POD, doing(set_pre_stop, Exec(())), "needs a command"),
    (INIT, doing(set_pre_stop, Exec(("a",))), "native sidecar"),
    (
        INIT.replace("spec:\n", "spec:\n  os: {name: linux}\n"),
        doing(set_stop_signal, "SIGHUP"),
        "native sidecar",
    ),
    (POD.replace("containers:", "ephemeralContainers:"), doing(set_pre_stop, Sleep(1)), "ephemeral"),
    (POD, doing(set_stop_signal, "SIGQUIT"), "operating system"),
    (LINUX, doing(set_stop_signal, "QUIT"), "no value of stopSignal"),
    (LINUX.replace("linux", "windows"), doing(set_stop_signal, "SIGQUIT"), "SIGTERM, SIGKILL"),
    (
        POD + "    lifecycle: &l {preStop: {exec: {command: [a]}}}\n  - name: b\n    lifecycle: *l\n",
        doing(set_pre_stop, Exec(("b",))),
        "without changing something else",
    ),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(text))


def test_a_longer_grace_period_allows_a_longer_sleep() -> None:
    assert "seconds: 60" in set_pre_stop(*container_of(GRACE), Sleep(60)).text


def test_an_init_container_can_lose_the_hook_it_cannot_have() -> None:
    text = INIT + "    lifecycle: {preStop: {sleep: {seconds: 1}}}\n"
    assert set_pre_stop(*container_of(text), None).text == INIT


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_hooks_of_real_pods_change_alone() -> None:
    done = 0
    for manifest, pod in real_pods(8):
        for container in pod.containers[:2]:
            at = (manifest, pod, container)
            field = (f"{container.path}.lifecycle",)
            done += hold(doing(set_pre_stop, Exec(("/bin/podwright", "# b"))), at, field, 20)
            done += hold(doing(set_post_start, HttpGet(1)), at, field, 20)
            done += hold(doing(set_pre_stop, None), at, field, 20)
    assert done > 80
