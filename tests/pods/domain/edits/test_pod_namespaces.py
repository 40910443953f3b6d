"""Namespaces are switched on and off, and combinations the API server refuses are refused with the reason."""

from __future__ import annotations

import itertools

import pytest

from pods.domain.edits.pod_namespaces import (
    HostNamespace,
    set_host_namespace,
    set_host_users,
    set_share_process_namespace,
)
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from tests.pods.domain.edits.pods_as_written import (
    CORPUS,
    FLOW,
    JSON,
    POD,
    Edit,
    container_of,
    hold,
    of_pod,
    pod_of,
    real_pods,
    tried,
    ways_to_write,
)

NET, PID, IPC = HostNamespace.NETWORK, HostNamespace.PID, HostNamespace.IPC


def share(on: bool) -> Edit:
    return of_pod(set_share_process_namespace, on)


def host(namespace: HostNamespace, on: bool) -> Edit:
    return of_pod(set_host_namespace, namespace, on)


def users(on: bool) -> Edit:
    return of_pod(set_host_users, on)


def saying(*lines: str) -> str:
    return POD.replace("spec:\n", "spec:\n" + "".join(f"  {line}\n" for line in lines))


CASES: list[tuple[str, Edit, str]] = [
    (POD, share(True), POD + "  shareProcessNamespace: true\n"),
    (POD, share(False), POD),
    (saying("shareProcessNamespace: true  # see all"), share(False), POD),
    (
        saying("shareProcessNamespace: false  # no"),
        share(False),
        saying("shareProcessNamespace: false  # no"),
    ),
    (
        saying("shareProcessNamespace: false  # now"),
        share(True),
        saying("shareProcessNamespace: true  # now"),
    ),
    (POD, host(NET, True), POD + "  hostNetwork: true\n"),
    (
        saying("hostNetwork: true"),
        share(True),
        saying("hostNetwork: true") + "  shareProcessNamespace: true\n",
    ),
    (saying("hostIPC: true"), share(True), saying("hostIPC: true") + "  shareProcessNamespace: true\n"),
    (saying("hostPID: true"), host(NET, True), saying("hostPID: true") + "  hostNetwork: true\n"),
    (saying("hostPID: true"), host(PID, False), POD),
    (POD, users(False), POD + "  hostUsers: false\n"),
    (POD, users(True), POD),
    (saying("hostUsers: false  # own"), users(True), POD),
    (saying("hostUsers: true  # said"), users(True), saying("hostUsers: true  # said")),
    (saying("hostUsers: true  # said"), users(False), saying("hostUsers: false  # said")),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_a_switch_is_one_line(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*pod_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("nginx}]}", "nginx}], hostPID: true}")),
        (JSON, JSON.replace('"nginx"}]}', '"nginx"}], "hostPID": true}')),
    ],
)
def test_a_switch_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    assert host(PID, True)(*pod_of(before)).text == after
    assert host(PID, False)(*pod_of(after)).text == before


PORT = POD + "    ports: [{containerPort: 80, hostPort: 8080}]\n"
TWICE = POD + "    ports: [{containerPort: 80}]\n  - name: b\n    ports: [{containerPort: 80}]\n"
DEVICE = POD + "    volumeDevices: [{name: v, devicePath: /dev/x}]\n"
UNMASKED = saying("hostUsers: false") + "    securityContext: {procMount: Unmasked}\n"

REFUSED: list[tuple[str, Edit, str]] = [
    (saying("hostPID: true"), share(True), "switch hostPID off first"),
    (saying("shareProcessNamespace: true"), host(PID, True), "switch shareProcessNamespace off first"),
    (saying("hostUsers: false"), host(NET, True), "hostNetwork and hostUsers"),
    (saying("hostUsers: false"), host(PID, True), "hostPID and hostUsers"),
    (saying("hostUsers: false"), host(IPC, True), "hostIPC and hostUsers"),
    (saying("hostNetwork: true"), users(False), "hostNetwork and hostUsers"),
    (saying("hostIPC: true"), users(False), "hostIPC and hostUsers"),
    (DEVICE, users(False), "raw devices"),
    (UNMASKED, users(True), "Unmasked"),
    (PORT, host(NET, True), "both must be the same"),
    (TWICE, host(NET, True), "app and b both have port 80"),
    (saying("hostnameOverride: a.b"), host(NET, True), "hostnameOverride"),
    (saying("securityContext: {sysctls: [{name: net.a, value: b}]}"), host(NET, True), "sysctl net.a"),
    (
        saying("securityContext: {sysctls: [{name: kernel.shmall, value: b}]}"),
        host(IPC, True),
        "kernel.shmall",
    ),
    (saying("os: {name: windows}"), share(True), "Windows"),
    (saying("os: {name: windows}"), host(PID, True), "Windows"),
    (saying("os: {name: windows}"), users(False), "Windows"),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_combinations_the_api_server_refuses_are_refused(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*pod_of(text))


def test_what_a_sysctl_is_for_decides() -> None:
    text = saying("securityContext: {sysctls: [{name: net.a, value: b}]}")
    assert "hostIPC: true" in host(IPC, True)(*pod_of(text)).text
    init = PORT.replace("containers:", "initContainers:")
    assert "hostNetwork: true" in host(NET, True)(*container_of(init)).text


def test_no_order_of_switches_leads_to_a_combination_that_is_refused() -> None:
    switches = [share(True), host(NET, True), host(PID, True), host(IPC, True), users(False)]
    for order in itertools.permutations(switches, 3):
        manifest, pod = pod_of(POD)
        for edit in order:
            after = tried(edit, (manifest, pod))
            manifest, pod = (manifest, pod) if isinstance(after, str) else (after, after.pods[0])
        spec = pod.spec
        assert not (spec.get("shareProcessNamespace") and spec.get("hostPID"))
        assert spec.get("hostUsers") is not False or not any(spec.get(n.value) for n in HostNamespace)


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_switches_of_real_pods_change_one_field() -> None:
    done = 0
    edits = {
        "shareProcessNamespace": (share(True), share(False)),
        "hostNetwork": (host(NET, True), host(NET, False)),
        "hostUsers": (users(False), users(True)),
    }
    for manifest, pod in real_pods(8):
        for field, both in edits.items():
            for edit in both:
                done += hold(edit, (manifest, pod), (f"{pod.path}.{field}",), 2)
        assert _back_again(manifest, pod)
    assert done > 150


def _back_again(manifest: Manifest, pod: Pod) -> bool:
    """Switched on and off again, the text is as it was."""
    if pod.spec.get("shareProcessNamespace") is not None:
        return True
    after = tried(share(True), (manifest, pod))
    if isinstance(after, str):
        return True
    index = next(i for i, other in enumerate(manifest.pods) if other is pod)
    return share(False)(after, after.pods[index]).text == manifest.text
