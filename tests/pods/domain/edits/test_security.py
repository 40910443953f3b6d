"""Security contexts change field by field, and what has no form stays."""

from __future__ import annotations

import pytest

from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.security import (
    PodSecurity,
    SeccompProfile,
    Security,
    set_pod_security_context,
    set_security_context,
)
from tests.pods.domain.edits.pods_as_written import (
    CORPUS,
    FLOW,
    JSON,
    POD,
    Edit,
    container_of,
    doing,
    hold,
    of_pod,
    real_pods,
    ways_to_write,
)

SECURE = (
    POD
    + """\
    securityContext:
      # nobody
      runAsUser: 65534  # nobody
      seLinuxOptions: {level: "s0:c1"}  # no form has it
      capabilities:
        drop:
        - ALL  # every one
      seccompProfile: {type: RuntimeDefault}
    tty: true
"""
)
SAME = Security(run_as_user=65534, drop=("ALL",), seccomp=SeccompProfile("RuntimeDefault"))
WHOLE = POD.replace(
    "spec:\n", "spec:\n  securityContext: {sysctls: [{name: a, value: b}], fsGroup: 1}  # whole\n"
)


CASES: list[tuple[str, Edit, str]] = [
    (SECURE, doing(set_security_context, SAME), SECURE),
    (
        SECURE,
        doing(
            set_security_context,
            Security(
                run_as_user=0,
                run_as_non_root=False,
                add=("NET_ADMIN",),
                drop=("ALL",),
                seccomp=SeccompProfile("Localhost", "a.json"),
            ),
        ),
        SECURE.replace("runAsUser: 65534", "runAsUser: 0")
        .replace("- ALL  # every one\n", "- ALL  # every one\n        add: [NET_ADMIN]\n")
        .replace("RuntimeDefault}\n", "Localhost, localhostProfile: a.json}\n      runAsNonRoot: false\n"),
    ),
    (
        SECURE,
        doing(set_security_context, Security()),
        SECURE.replace("      # nobody\n      runAsUser: 65534  # nobody\n", "      # nobody\n")
        .replace("      capabilities:\n        drop:\n        - ALL  # every one\n", "")
        .replace("      seccompProfile: {type: RuntimeDefault}\n", ""),
    ),
    (
        POD,
        doing(set_security_context, Security(run_as_group=1, read_only_root=True, allow_escalation=False)),
        POD
        + "    securityContext:\n      runAsGroup: 1\n      readOnlyRootFilesystem: true\n"
        + "      allowPrivilegeEscalation: false\n",
    ),
    (POD, doing(set_security_context, Security()), POD),
    (POD + "    securityContext:\n      privileged: true\n", doing(set_security_context, Security()), POD),
    (
        POD.replace("spec:\n", "spec:\n  hostUsers: false\n"),
        doing(set_security_context, Security(proc_mount="Unmasked")),
        POD.replace("spec:\n", "spec:\n  hostUsers: false\n")
        + "    securityContext:\n      procMount: Unmasked\n",
    ),
    (WHOLE, of_pod(set_pod_security_context, PodSecurity(fs_group=1)), WHOLE),
    (WHOLE, of_pod(set_pod_security_context, PodSecurity()), WHOLE.replace(", fsGroup: 1", "")),
    (
        WHOLE,
        of_pod(
            set_pod_security_context,
            PodSecurity(fs_group=2, supplemental_groups=(3, 4), fs_group_change_policy="Always"),
        ),
        WHOLE.replace("fsGroup: 1", "fsGroup: 2, fsGroupChangePolicy: Always, supplementalGroups: [3, 4]"),
    ),
    (
        POD,
        of_pod(set_pod_security_context, PodSecurity(run_as_non_root=True)),
        POD + "  securityContext:\n    runAsNonRoot: true\n",
    ),
    (
        POD + "  securityContext: {}\n",
        of_pod(set_pod_security_context, PodSecurity()),
        POD + "  securityContext: {}\n",
    ),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_a_security_context_changes_field_by_field(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*container_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("image: nginx", "image: nginx, securityContext: {privileged: true}")),
        (JSON, JSON.replace('"image": "nginx"', '"image": "nginx", "securityContext": {"privileged": true}')),
    ],
)
def test_a_first_field_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    assert set_security_context(*container_of(before), Security(privileged=True)).text == after
    assert set_security_context(*container_of(after), Security()).text == before


REFUSED: list[tuple[str, Edit, str]] = [
    (POD, doing(set_security_context, Security(run_as_user=-1)), "runAsUser must be from 0"),
    (POD, of_pod(set_pod_security_context, PodSecurity(fs_group=2**31)), "fsGroup must be from 0"),
    (
        POD,
        of_pod(set_pod_security_context, PodSecurity(supplemental_groups=(1, -1))),
        r"supplementalGroups\[1\]",
    ),
    (POD, of_pod(set_pod_security_context, PodSecurity(fs_group_change_policy="Never")), "OnRootMismatch"),
    (
        POD,
        doing(set_security_context, Security(privileged=True, allow_escalation=False)),
        "always gain rights",
    ),
    (POD, doing(set_security_context, Security(add=("CAP_SYS_ADMIN",), allow_escalation=False)), "SYS_ADMIN"),
    (POD, doing(set_security_context, Security(proc_mount="Unmasked")), "hostUsers"),
    (POD, doing(set_security_context, Security(proc_mount="None")), "Default, Unmasked"),
    (
        POD,
        doing(set_security_context, Security(seccomp=SeccompProfile("Local"))),
        "no value of seccompProfile",
    ),
    (POD, doing(set_security_context, Security(seccomp=SeccompProfile("Localhost"))), "names a file"),
    (
        POD,
        of_pod(set_pod_security_context, PodSecurity(seccomp=SeccompProfile("Unconfined", "a"))),
        "names a file",
    ),
    (
        POD,
        of_pod(set_pod_security_context, PodSecurity(seccomp=SeccompProfile("Localhost", "/a"))),
        "below the node",
    ),
    (
        POD,
        of_pod(set_pod_security_context, PodSecurity(seccomp=SeccompProfile("Localhost", "a/../b"))),
        "below the node",
    ),
    (
        POD + "    securityContext: &s {runAsUser: 1}\n  - name: b\n    securityContext: *s\n",
        doing(set_security_context, Security(run_as_user=2)),
        "without changing something else",
    ),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(text))


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_security_contexts_of_real_pods_change_alone() -> None:
    done = 0
    security = Security(run_as_user=4242, drop=("ALL",), seccomp=SeccompProfile("RuntimeDefault"))
    for manifest, pod in real_pods(8):
        whole = of_pod(set_pod_security_context, PodSecurity(run_as_user=4242, supplemental_groups=(1, 2)))
        done += hold(whole, (manifest, pod), (f"{pod.path}.securityContext",), 25)
        for container in pod.containers[:2]:
            at = (manifest, pod, container)
            field = (f"{container.path}.securityContext",)
            done += hold(doing(set_security_context, security), at, field, 25)
            done += hold(doing(set_security_context, Security()), at, field, 25)
    assert done > 80
