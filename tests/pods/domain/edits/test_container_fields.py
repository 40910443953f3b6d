"""What a container runs changes at its own place, and no byte beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.edits.container_fields import (
    set_args,
    set_command,
    set_container_restart_policy,
    set_image,
    set_image_pull_policy,
    set_working_dir,
)
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

CASES: list[tuple[str, Edit, str]] = [
    (POD, doing(set_image, "nginx:1.28"), POD.replace("1.27", "1.28")),
    (
        POD,
        doing(set_command, ["sh", "-c", "exec nginx"]),
        POD + "    command: [sh, -c, exec nginx]\n",
    ),
    (POD, doing(set_args, ["--port=80", "8080"]), POD + '    args: [--port=80, "8080"]\n'),
    (POD, doing(set_working_dir, "/srv"), POD + "    workingDir: /srv\n"),
    (POD, doing(set_image_pull_policy, "Always"), POD + "    imagePullPolicy: Always\n"),
    (POD, doing(set_container_restart_policy, "Never"), POD + "    restartPolicy: Never\n"),
    (POD, doing(set_args, None), POD),
    (
        POD + "    args:  # why\n    - one  # 1\n    # two\n    - two\n    tty: true\n",
        doing(set_args, ["zero", "two", "one"]),
        POD + "    args:  # why\n    - zero\n    # two\n    - two\n    - one  # 1\n    tty: true\n",
    ),
    (
        POD + "    command: [nginx]  # as it was\n    args: [-t]\n",
        doing(set_command, ()),
        POD + "    args: [-t]\n",
    ),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_a_field_is_set_or_taken_out_in_every_way_of_writing(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*container_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("image: nginx", "image: nginx, args: [-t]")),
        (JSON, JSON.replace('"image": "nginx"', '"image": "nginx", "args": ["-t"]')),
        (POD + "    args: []\n", POD + "    args: [-t]\n"),
    ],
)
def test_what_is_added_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    assert set_args(*container_of(before), ["-t"]).text == after


def test_what_is_as_wanted_stays_as_it_is_written() -> None:
    text = POD + "    args: []\n    workingDir: ''\n    imagePullPolicy:  # none\n"
    for edit in (set_args, set_working_dir, set_image_pull_policy, set_command):
        assert edit(*container_of(text), None).text == text
    assert set_image(*container_of(text), "nginx:1.27").text == text


def test_always_makes_an_init_container_a_native_sidecar() -> None:
    text = POD + "  initContainers:\n  - name: log\n    image: busybox\n"
    after = set_container_restart_policy(*container_of(text, "log"), "Always")
    assert after.text == text + "    restartPolicy: Always\n"
    assert container_of(after.text, "log")[2].kind == "sidecar"


SIDECAR = (
    POD
    + "  initContainers:\n  - name: log\n    restartPolicy: Always\n    lifecycle: {}\n    image: busybox\n"
)

REFUSED: list[tuple[str, str, Edit, str]] = [
    (POD, "app", doing(set_image, ""), "cannot be empty"),
    (POD, "app", doing(set_image, " nginx"), "blanks"),
    (POD, "app", doing(set_image_pull_policy, "Sometimes"), "Always, IfNotPresent, Never"),
    (POD, "app", doing(set_container_restart_policy, "always"), "OnFailure"),
    (SIDECAR, "log", doing(set_container_restart_policy, None), "takes no lifecycle"),
    (SIDECAR, "log", doing(set_container_restart_policy, "Never"), "takes no lifecycle"),
    (
        POD + "    restartPolicy: Never\n    restartPolicyRules: [{action: Restart}]\n",
        "app",
        doing(set_container_restart_policy, None),
        "remove the rules first",
    ),
    (
        POD.replace("containers:", "ephemeralContainers:"),
        "app",
        doing(set_container_restart_policy, "Never"),
        "ephemeral",
    ),
    (
        POD + "    args: &a [-t]\n  - name: b\n    args: *a\n",
        "b",
        doing(set_args, ["-s"]),
        "alias",
    ),
    (
        POD + "    args: &a [-t]\n  - name: b\n    args: *a\n",
        "app",
        doing(set_args, ["-s"]),
        "without changing something else",
    ),
]


@pytest.mark.parametrize(("text", "name", "edit", "words"), REFUSED)
def test_what_the_api_server_would_refuse_is_refused(text: str, name: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(text, name))


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_any_arguments_follow_any_others(first: list[str], second: list[str]) -> None:
    for text in (POD, FLOW, JSON):
        once = set_args(*container_of(text), first)
        twice = set_args(*container_of(once.text), second)
        assert list(container_of(twice.text)[2].args) == second
        assert set_args(*container_of(twice.text), second).text == twice.text


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_containers_of_real_pods_change_in_one_field_each() -> None:
    done = 0
    for manifest, pod in real_pods(25):
        for container in pod.containers[:2]:
            for field, edit, lines in (
                ("image", doing(set_image, "podwright/test:1"), 1),
                ("args", doing(set_args, ["-a", "# b", "c: d"]), 60),
                ("workingDir", doing(set_working_dir, "/podwright"), 2),
                ("command", doing(set_command, None), 60),
                ("imagePullPolicy", doing(set_image_pull_policy, None), 2),
                ("restartPolicy", doing(set_container_restart_policy, "OnFailure"), 2),
            ):
                done += hold(edit, (manifest, pod, container), (f"{container.path}.{field}",), lines)
    assert done > 80
