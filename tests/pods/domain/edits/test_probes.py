"""Probes come, change and go, without the numbers that are usual and with all that is unknown here."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain.edits.handlers import Exec, Grpc, HttpGet, TcpSocket
from pods.domain.edits.probes import Probe, ProbeKind, set_probe
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

LIVE, READY, START = ProbeKind.LIVENESS, ProbeKind.READINESS, ProbeKind.STARTUP
PROBED = (
    POD
    + """\
    # is it alive
    livenessProbe:
      periodSeconds: 10  # said
      timeoutSeconds: 5  # slow
      httpGet:
        # where
        path: /healthz
        port: 8080
        protocol: HTTP2  # of later days
    tty: true
"""
)
HTTP = HttpGet(8080, "/healthz")
SAME = Probe(HTTP, timeout=5)

CASES: list[tuple[str, Edit, str]] = [
    (PROBED, doing(set_probe, LIVE, SAME), PROBED),
    (
        POD,
        doing(set_probe, READY, Probe(HttpGet("web"))),
        POD + "    readinessProbe:\n      httpGet:\n        port: web\n",
    ),
    (
        POD,
        doing(set_probe, START, Probe(Exec(("cat", "/ready")), 1, 2, 3, 1, 5, 6)),
        POD
        + "    startupProbe:\n      exec:\n        command: [cat, /ready]\n      initialDelaySeconds: 1\n"
        + "      periodSeconds: 2\n      timeoutSeconds: 3\n      failureThreshold: 5\n"
        + "      terminationGracePeriodSeconds: 6\n",
    ),
    (
        POD,
        doing(set_probe, READY, Probe(HttpGet(1, "/a", "HTTPS", "h", (("X-A", "1"),)), success_threshold=2)),
        POD
        + "    readinessProbe:\n      httpGet:\n        path: /a\n        port: 1\n        host: h\n"
        + '        scheme: HTTPS\n        httpHeaders:\n        - name: X-A\n          value: "1"\n'
        + "      successThreshold: 2\n",
    ),
    (
        PROBED,
        doing(set_probe, LIVE, Probe(HTTP)),
        PROBED.replace("      timeoutSeconds: 5  # slow\n", ""),
    ),
    (
        PROBED,
        doing(set_probe, LIVE, Probe(HttpGet("web", "/"), timeout=6)),
        PROBED.replace("port: 8080", "port: web")
        .replace("        # where\n        path: /healthz\n", "        # where\n")
        .replace("5  # slow", "6  # slow"),
    ),
    (
        PROBED,
        doing(set_probe, LIVE, Probe(TcpSocket(8080), timeout=5)),
        PROBED.replace(
            "      httpGet:\n        # where\n        path: /healthz\n        port: 8080\n"
            "        protocol: HTTP2  # of later days\n",
            "      tcpSocket:\n        port: 8080\n",
        ),
    ),
    (
        POD + "    livenessProbe: {grpc: {port: 1, service: a}}\n",
        doing(set_probe, LIVE, Probe(Grpc(1))),
        POD + "    livenessProbe: {grpc: {port: 1}}\n",
    ),
    (
        PROBED,
        doing(set_probe, LIVE, None),
        POD + "    # is it alive\n    tty: true\n",
    ),
    (POD, doing(set_probe, LIVE, None), POD),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_a_probe_changes_in_what_is_new_about_it(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*container_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("image: nginx", "image: nginx, livenessProbe: {tcpSocket: {port: 80}}")),
        (
            JSON,
            JSON.replace(
                '"image": "nginx"', '"image": "nginx", "livenessProbe": {"tcpSocket": {"port": 80}}'
            ),
        ),
    ],
)
def test_a_first_probe_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    edited = set_probe(*container_of(before), LIVE, Probe(TcpSocket(80)))
    assert edited.text == after
    assert set_probe(*container_of(after), LIVE, None).text == before


INIT = POD.replace("containers:", "initContainers:")
REFUSED: list[tuple[str, Edit, str]] = [
    (POD, doing(set_probe, LIVE, Probe(Exec(()))), "needs a command"),
    (POD, doing(set_probe, LIVE, Probe(HttpGet(0))), "from 1 to 65535"),
    (POD, doing(set_probe, LIVE, Probe(HttpGet(""))), "cannot be empty"),
    (POD, doing(set_probe, LIVE, Probe(HttpGet("8080"))), "at least one letter"),
    (POD, doing(set_probe, LIVE, Probe(HttpGet(1, scheme="http"))), "HTTP, HTTPS"),
    (POD, doing(set_probe, LIVE, Probe(HttpGet(1, headers=(("a b", ""),)))), "HTTP header"),
    (POD, doing(set_probe, LIVE, Probe(TcpSocket(70000))), "from 1 to 65535"),
    (POD, doing(set_probe, LIVE, Probe(Grpc(0))), "from 1 to 65535"),
    (POD, doing(set_probe, LIVE, Probe(HTTP, period=0)), "periodSeconds"),
    (POD, doing(set_probe, LIVE, Probe(HTTP, -1)), "initialDelaySeconds"),
    (POD, doing(set_probe, LIVE, Probe(HTTP, success_threshold=2)), "only readiness"),
    (POD, doing(set_probe, READY, Probe(HTTP, grace_period=5)), "takes no grace period"),
    (POD, doing(set_probe, LIVE, Probe(HTTP, grace_period=0)), "terminationGracePeriodSeconds"),
    (INIT, doing(set_probe, LIVE, Probe(HTTP)), "native sidecar"),
    (POD.replace("containers:", "ephemeralContainers:"), doing(set_probe, LIVE, Probe(HTTP)), "ephemeral"),
    (
        POD + "    livenessProbe: &p {tcpSocket: {port: 1}}\n    readinessProbe: *p\n",
        doing(set_probe, READY, Probe(TcpSocket(2))),
        "alias",
    ),
    (
        POD + "    x: &p {tcpSocket: {port: 1}}\n    livenessProbe:\n      <<: *p\n      periodSeconds: 3\n",
        doing(set_probe, LIVE, Probe(Exec(("a",)), period=3)),
        "merge key",
    ),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(text))


def test_an_init_container_can_lose_the_probe_it_cannot_have() -> None:
    text = INIT + "    livenessProbe: {tcpSocket: {port: 1}}\n"
    assert set_probe(*container_of(text), LIVE, None).text == INIT


def test_what_only_a_merge_key_adds_stays_where_it_is() -> None:
    text = (
        POD + "    x: &p {tcpSocket: {port: 1}}\n    livenessProbe:\n      <<: *p\n      periodSeconds: 3\n"
    )
    after = set_probe(*container_of(text), LIVE, Probe(TcpSocket(1), period=4))
    assert after.text == text.replace("periodSeconds: 3", "periodSeconds: 4")


_PORT = st.one_of(st.integers(1, 65535), st.sampled_from(["web", "a-1"]))
_HANDLER = st.one_of(
    st.builds(Exec, st.lists(st.text(max_size=5), min_size=1, max_size=3).map(tuple)),
    st.builds(HttpGet, _PORT, st.sampled_from(["/", "/a b", "/x#y"]), st.sampled_from(["HTTP", "HTTPS"])),
    st.builds(TcpSocket, _PORT),
    st.builds(Grpc, st.integers(1, 65535), st.sampled_from(["", "svc"])),
)
_NUMBER = st.integers(1, 20)
_PROBE = st.builds(Probe, _HANDLER, _NUMBER, _NUMBER, _NUMBER, st.just(1), _NUMBER)


@settings(max_examples=40)
@given(_PROBE, _PROBE)
def test_any_probe_follows_any_other_as_if_it_were_the_first(one: Probe, two: Probe) -> None:
    for text in (POD, FLOW, JSON):
        first = set_probe(*container_of(text), LIVE, one)
        second = set_probe(*container_of(first.text), LIVE, two)
        alone = set_probe(*container_of(text), LIVE, two)
        assert [d.value for d in second.documents] == [d.value for d in alone.documents]
        assert set_probe(*container_of(second.text), LIVE, two).text == second.text
        assert set_probe(*container_of(second.text), LIVE, None).text == text


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_probes_of_real_pods_change_alone() -> None:
    done, probe = 0, Probe(HttpGet("podwright"), failure_threshold=9)
    for manifest, pod in real_pods(10):
        for container in pod.containers[:2]:
            at = (manifest, pod, container)
            for kind in ProbeKind:
                field = (f"{container.path}.{kind.value}",)
                done += hold(doing(set_probe, kind, probe), at, field, 40)
                done += hold(doing(set_probe, kind, None), at, field, 40)
    assert done > 100
