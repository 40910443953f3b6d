"""Whatever forms are filled in with, in whatever order: what the edits let through, the API server takes."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain import edits
from pods.domain.analysis import of_manifest
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Container, Pod
from tests.pods.domain.edits.pods_as_written import Edit, doing, of_pod, tried

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: p}}
spec:
  volumes: [{name: v}, {name: w}]  # two
  initContainers:
  - name: setup
    image: busybox:1.37
  - name: proxy
    image: envoyproxy/envoy:v1.30
    restartPolicy: Always
    ports: [{name: admin, containerPort: 9901}]
  containers:
  - name: app
    image: nginx:1.27
    env:
    - name: A
      value: b
    ports:
    - {name: web, containerPort: 80}
    volumeMounts:
    - {name: v, mountPath: /v, readOnly: true, recursiveReadOnly: Enabled}
  - name: log
    image: fluent/fluent-bit:3.1
"""

_WORD = st.sampled_from(["", "a", "A b", "web", "x--y", "Always", "a=b", "/v", "/w", "../x", "9", "a" * 64])
_NUMBER = st.sampled_from([-1, 0, 1, 30, 80, 9901, 65535, 65536, 2**31])
_PORT = st.one_of(_NUMBER, _WORD)
_AMOUNT = st.sampled_from(["", "1", "100m", "-1", "1GB", "2Gi"])
_AMOUNTS = st.dictionaries(
    st.sampled_from(["cpu", "memory", "gpu", "a.b/gpu", "hugepages-2Mi"]), _AMOUNT, max_size=2
)
_POLICY = st.sampled_from([None, "Always", "Never", "OnFailure", "always"])
_FLAG = st.sampled_from([None, True, False])
_WORDS = st.lists(_WORD, max_size=2).map(tuple)

_HTTP = st.builds(
    edits.HttpGet,
    _PORT,
    _WORD,
    st.sampled_from(["HTTP", "http"]),
    headers=st.just((("A b", ""),)) | st.just(()),
)
_HOOK = st.one_of(st.none(), st.builds(edits.Exec, _WORDS), _HTTP, st.builds(edits.Sleep, _NUMBER))
_PROBE = st.builds(
    edits.Probe,
    st.one_of(
        st.just(edits.Exec(("true",))),
        st.builds(edits.Exec, _WORDS),
        _HTTP,
        st.builds(edits.TcpSocket, _PORT),
        st.builds(edits.Grpc, _NUMBER),
    ),
    _NUMBER,
    success_threshold=st.integers(-1, 2),
    grace_period=st.none() | _NUMBER,
)
_SOURCE = st.one_of(
    _WORD,
    st.builds(edits.FieldValue, st.sampled_from(["metadata.name", "metadata.labels", "spec", ""])),
    st.builds(edits.ResourceValue, st.sampled_from(["limits.cpu", "limits.gpu", ""])),
    st.builds(edits.SecretValue, _WORD, _WORD),
)
_PORT_SPEC = st.builds(
    edits.PortSpec, _NUMBER, st.none() | _WORD, st.sampled_from(["TCP", "UDP", "tcp"]), st.none() | _NUMBER
)
_MOUNT = st.builds(
    edits.MountSpec, st.sampled_from(["v", "w", "x"]), _WORD, _WORD, st.booleans(), st.booleans()
)
_SYSCTL = st.sampled_from(["net.core.somaxconn", "kernel.sem", "net/ipv4/a", "A", ""])
_TOLERATION = st.builds(
    edits.Toleration,
    _WORD,
    st.sampled_from(["Exists", "Equal", "is"]),
    _WORD,
    st.sampled_from(["", "NoExecute", "NoSchedule", "No"]),
    st.none() | _NUMBER,
)


def _at_first(edit: Edit, kind: str, *values: object) -> Edit:
    """An edit of the container's first port or mount, if it has one."""

    def done(manifest: Manifest, pod: Pod, container: Container) -> Manifest:
        listed = getattr(container, kind)
        return edit(manifest, pod, container, listed[0], *values) if listed else manifest

    return done


def _build(make: Callable[..., Edit], *values: st.SearchStrategy[object]) -> st.SearchStrategy[Edit]:
    return st.builds(make, *values)


def _given(edit: Edit) -> Callable[..., Edit]:
    return lambda *values: doing(edit, *values)


def _given_pod(edit: Edit) -> Callable[..., Edit]:
    return lambda *values: of_pod(edit, *values)


_EDITS = st.one_of(
    _build(_given(edits.set_image), _WORD),
    _build(_given(edits.set_args), st.none() | _WORDS),
    _build(_given(edits.set_image_pull_policy), _POLICY),
    _build(_given(edits.set_container_restart_policy), _POLICY),
    _build(_given(edits.set_env), _WORD, _SOURCE),
    _build(_given(edits.rename_env), st.just("A"), _WORD),
    _build(_given(edits.add_env_from), st.builds(edits.EnvFrom, _WORD, st.booleans(), _WORD)),
    _build(_given(edits.harden), st.integers(25, 37)),
    _build(_given(edits.add_port), _PORT_SPEC),
    _build(lambda spec: _at_first(edits.change_port, "ports", spec), _PORT_SPEC),
    _build(_given(edits.add_mount), _MOUNT),
    _build(lambda spec: _at_first(edits.change_mount, "mounts", spec), _MOUNT),
    _build(lambda r, m: lambda *at: edits.set_resources(*at, requests=r, limits=m), _AMOUNTS, _AMOUNTS),
    _build(_given(edits.set_probe), st.sampled_from(edits.ProbeKind), st.none() | _PROBE),
    _build(_given(edits.set_pre_stop), _HOOK),
    _build(_given(edits.set_post_start), _HOOK),
    _build(_given(edits.set_stop_signal), st.sampled_from([None, "SIGTERM", "TERM"])),
    _build(
        _given(edits.set_security_context),
        st.builds(edits.Security, st.none() | _NUMBER, privileged=_FLAG, allow_escalation=_FLAG),
    ),
    _build(_given_pod(edits.set_share_process_namespace), st.booleans()),
    _build(_given_pod(edits.set_host_namespace), st.sampled_from(edits.HostNamespace), st.booleans()),
    _build(_given_pod(edits.set_host_users), st.booleans()),
    _build(_given_pod(edits.set_grace_period), st.none() | _NUMBER),
    _build(_given_pod(edits.set_restart_policy), _POLICY),
    _build(_given_pod(edits.set_service_account), st.none() | _WORD),
    _build(_given_pod(edits.set_node_selector), st.dictionaries(_WORD, _WORD, max_size=2)),
    _build(_given_pod(edits.set_automount), _FLAG),
    _build(_given_pod(edits.set_sysctls), st.dictionaries(_SYSCTL, _WORD, max_size=2)),
    _build(_given_pod(edits.add_toleration), _TOLERATION),
    _build(_given_pod(edits.set_pod_security_context), st.builds(edits.PodSecurity, st.none() | _NUMBER)),
    _build(_given_pod(edits.set_os), st.sampled_from([None, "linux", "windows"])),
)


@settings(max_examples=150)
@given(st.lists(st.tuples(_EDITS, st.integers(0, 3)), min_size=1, max_size=8))
def test_no_sequence_of_edits_leads_to_what_the_api_server_refuses(wanted: list[tuple[Edit, int]]) -> None:
    manifest = read(POD)
    for edit, index in wanted:
        pod = manifest.pods[0]
        after = tried(edit, (manifest, pod, pod.containers[index]))
        if isinstance(after, str):
            assert after.endswith("."), after
            continue
        refused = [f for f in of_manifest(after).findings if f.rejected_by_api]
        assert not refused, (str(refused[0].message), refused[0].path, after.text)
        manifest = after
    assert manifest.text.splitlines()[:4] == POD.splitlines()[:4]
