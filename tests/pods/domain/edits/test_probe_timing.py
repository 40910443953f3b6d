"""What the numbers of a probe mean is said in seconds."""

from __future__ import annotations

import pytest

from pods.domain.edits.probe_timing import timing
from pods.domain.edits.probes import ProbeKind
from tests.pods.domain.edits.pods_as_written import POD, container_of

LIVENESS, READINESS, STARTUP = ProbeKind.LIVENESS, ProbeKind.READINESS, ProbeKind.STARTUP


@pytest.mark.parametrize(
    ("kind", "probe", "said"),
    [
        (STARTUP, None, ["It counts as started as soon as its process runs."]),
        (READINESS, None, ["It is ready as soon as it has started."]),
        (LIVENESS, None, ["It is restarted only when its process ends."]),
        (LIVENESS, "{}", ["Restarted after about 30 s of failures."]),
        (LIVENESS, "{periodSeconds: 5, failureThreshold: 2}", ["Restarted after about 10 s of failures."]),
        (LIVENESS, "{periodSeconds: 0, failureThreshold: many}", ["Restarted after about 30 s of failures."]),
        (
            LIVENESS,
            "{initialDelaySeconds: 15, terminationGracePeriodSeconds: 7}",
            [
                "Restarted after about 30 s of failures.",
                "The first probe comes 15 s after the start.",
                "It is given 7 s to end.",
            ],
        ),
        (
            STARTUP,
            "{initialDelaySeconds: 5, failureThreshold: 30}",
            ["It has about 305 s to start, or it is restarted; its other probes wait for that."],
        ),
        (READINESS, "{}", ["Not ready after about 30 s of failures, and ready again at the next success."]),
        (
            READINESS,
            "{successThreshold: 3, periodSeconds: 2}",
            ["Not ready after about 6 s of failures, and ready again after 3 successes in a row."],
        ),
    ],
)
def test_a_probe_is_told_in_seconds(kind: ProbeKind, probe: str | None, said: list[str]) -> None:
    text = POD if probe is None else f"{POD}    {kind.value}: {probe}\n"
    _, pod, container = container_of(text)
    assert list(map(str, timing(pod, container, kind))) == said


@pytest.mark.parametrize(
    ("of_pod", "own", "restarted"),
    [("Always", "", True), ("Never", "", False), ("Never", "Always", True), ("OnFailure", "Never", False)],
)
def test_who_is_not_restarted_is_told(of_pod: str, own: str, restarted: bool) -> None:
    text = POD.replace("spec:\n", f"spec:\n  restartPolicy: {of_pod}\n", 1)
    text += f"    livenessProbe: {{}}\n    startupProbe: {{}}\n{f'    restartPolicy: {own}' if own else ''}\n"
    _, pod, container = container_of(text)
    for kind in (LIVENESS, STARTUP):
        assert ("not restarted" not in str(timing(pod, container, kind)[0])) is restarted
