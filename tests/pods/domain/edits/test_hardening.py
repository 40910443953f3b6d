"""A container gets what the profile “restricted” asks of it, no more, and says afterwards that nothing is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain.edits.hardening import harden, unhardened
from pods.domain.edits.security import SeccompProfile, Security, set_security_context
from tests.pods.domain.edits.pods_as_written import CORPUS, FLOW, JSON, POD, container_of, real_pods

ALL = """\
    securityContext:
      runAsNonRoot: true
      allowPrivilegeEscalation: false
      capabilities:
        drop: [ALL]
      seccompProfile:
        type: RuntimeDefault
"""
LOOSE = """\
    securityContext:
      # as it was
      privileged: true
      runAsUser: 0
      readOnlyRootFilesystem: true  # stays
      capabilities:
        add: [SYS_PTRACE, NET_BIND_SERVICE]  # both
        drop: [all]
"""


def of_pod(field: str, text: str = POD) -> str:
    return text.replace("spec:\n", f"spec:\n  {field}\n", 1)


@pytest.mark.parametrize(
    ("before", "minor", "after"),
    [
        (POD, 36, POD + ALL),
        (POD + ALL, 36, POD + ALL),
        (
            of_pod("securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}"),
            36,
            of_pod("securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}")
            + "    securityContext:\n      allowPrivilegeEscalation: false\n"
            "      capabilities:\n        drop: [ALL]\n",
        ),
        (
            of_pod("os: {name: windows}"),
            36,
            of_pod("os: {name: windows}") + "    securityContext:\n      runAsNonRoot: true\n",
        ),
        (
            of_pod("hostUsers: false"),
            35,
            of_pod("hostUsers: false") + ALL.replace("      runAsNonRoot: true\n", ""),
        ),
        (of_pod("hostUsers: false"), 34, of_pod("hostUsers: false") + ALL),
        (
            POD + LOOSE,
            36,
            POD
            + """\
    securityContext:
      # as it was
      readOnlyRootFilesystem: true  # stays
      capabilities:
        add: [NET_BIND_SERVICE]  # both
        drop: [ALL]
      runAsNonRoot: true
      allowPrivilegeEscalation: false
      seccompProfile:
        type: RuntimeDefault
""",
        ),
    ],
)
def test_hardening_changes_what_the_profile_asks_for_and_nothing_else(
    before: str, minor: int, after: str
) -> None:
    assert harden(*container_of(before), minor).text == after


@pytest.mark.parametrize(
    ("context", "lacking"),
    [
        ("{}", ("runAsNonRoot", "allowPrivilegeEscalation", "capabilities", "seccompProfile")),
        ("{runAsNonRoot: false, procMount: Unmasked}", ("runAsNonRoot", "procMount")),
        ("{seccompProfile: {type: Unconfined}}", ("seccompProfile",)),
        ("{capabilities: {drop: [ALL], add: [NET_RAW]}}", ("capabilities",)),
        ("{runAsUser: 0, privileged: true}", ("runAsUser", "privileged")),
    ],
)
def test_what_the_profile_asks_for_is_named(context: str, lacking: tuple[str, ...]) -> None:
    _, pod, container = container_of(f"{POD}    securityContext: {context}\n")
    assert set(lacking) <= set(unhardened(pod, container, 36))


@settings(max_examples=50)
@given(
    st.builds(
        Security,
        run_as_user=st.sampled_from([None, 0, 7]),
        run_as_non_root=st.sampled_from([None, True, False]),
        privileged=st.sampled_from([None, True]),
        add=st.sampled_from([(), ("NET_RAW",), ("NET_BIND_SERVICE",)]),
        drop=st.sampled_from([(), ("ALL",), ("KILL", "ALL"), ("KILL",)]),
        seccomp=st.sampled_from([None, SeccompProfile("Unconfined"), SeccompProfile("Localhost", "a.json")]),
    ),
    st.integers(25, 37),
)
def test_after_hardening_nothing_is_left_to_change(security: Security, minor: int) -> None:
    for text in (POD, FLOW, JSON):
        loose = set_security_context(*container_of(text), security).text
        hard = harden(*container_of(loose), minor)
        _, pod, container = container_of(hard.text)
        assert unhardened(pod, container, minor) == ()
        assert harden(hard, pod, container, minor).text == hard.text


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_real_containers_can_be_hardened() -> None:
    tried = 0
    for manifest, pod in real_pods(every=16):
        for container in pod.containers[:2]:
            after = harden(manifest, pod, container, 36)
            pods = [each for each in after.pods if (each.document, each.path) == (pod.document, pod.path)]
            same = next(each for each in pods[0].containers if each.path == container.path)
            assert unhardened(pods[0], same, 36) == ()
            tried += 1
    assert tried > 50
