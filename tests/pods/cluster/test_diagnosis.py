"""What is wrong with a pod, from objects as real clusters give them: small ones here, recorded ones where they are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.cluster.live.diagnosis import Spot, Trouble, diagnose
from pods.cluster.live.diagnosis.exits import meaning
from pods.cluster.live.events import Event, events_about
from pods.cluster.live.state import Exit, Level, pod_state
from pods.domain.severity import Severity

NOW = datetime(2026, 11, 21, 3, 10, tzinfo=UTC)
BEFORE = "2026-11-21T03:09:00Z"
TRUTH = Path("/work/shared/truth/exchanges.json")


def event(reason: str, message: str, container: str = "", kind: str = "Pod", count: int = 3) -> Event:
    return Event(True, reason, message, kind, "shop", container, count, BEFORE, BEFORE)


def waiting(reason: str, message: str = "") -> dict[str, Any]:
    return {"state": {"waiting": {"reason": reason, "message": message}}}


def ended(code: int, reason: str = "Error", signal: int = 0) -> dict[str, Any]:
    said = {"exitCode": code, "reason": reason, "finishedAt": BEFORE} | ({"signal": signal} if signal else {})
    return {"terminated": said}


def running(*, ready: bool = False, started: bool = True, since: str = BEFORE) -> dict[str, Any]:
    return {"state": {"running": {"startedAt": since}}, "ready": ready, "started": started}


def pod(status: dict[str, Any] | None = None, init: list[Any] | None = None, **spec: Any) -> dict[str, Any]:
    """A pod with a container `app` of this status, after init containers given as (name, status, sidecar)."""
    steps = init or []
    containers = [
        {"name": name, "image": "i:1"} | ({"restartPolicy": "Always"} if sidecar else {})
        for name, _, sidecar in steps
    ]
    app = {"name": "app", "image": "i:1"} | spec.pop("app", {})
    said = [{"name": "app", **status}] if status else []
    return {
        "metadata": {"name": "shop", "uid": "u", "creationTimestamp": "2026-11-21T03:00:00Z"},
        "spec": {"containers": [app], "initContainers": containers, **spec},
        "status": {
            "phase": "Pending",
            "containerStatuses": said,
            "initContainerStatuses": [{"name": name, **one} for name, one, _ in steps],
        },
    }


def only(found: tuple[Trouble, ...]) -> Trouble:
    assert len(found) == 1, [str(each.title) for each in found]
    return found[0]


@pytest.mark.parametrize(
    ("words", "says", "field"),
    [
        ("manifest unknown", "does not exist in its registry", "image"),
        ("lookup r.example on 10.0.0.10:53: no such host", "does not reach", "image"),
        ("tls: failed to verify certificate: x509: unknown authority", "does not reach", "image"),
        ("pull access denied, repository does not exist or may require authorization", "refuses", ""),
        ("unexpected status: 401 Unauthorized", "refuses", ""),
        ("429 Too Many Requests - toomanyrequests: rate limit", "asked too often", "image"),
        ("no match for platform in manifest", "processor", "image"),
        ("failed to parse image reference: invalid reference format", "no name that an image", "image"),
        ("something new", "cannot be pulled", "image"),
    ],
)
def test_a_registrys_words_say_why_an_image_is_not_there(words: str, says: str, field: str) -> None:
    failed = event("Failed", f'Failed to pull image "i:1": {words}', "app")
    trouble = only(diagnose(pod(waiting("ImagePullBackOff")), [failed], (), NOW))
    assert says in str(trouble.title)
    assert words in trouble.words
    assert trouble.spot == (Spot("image", "app") if field else Spot("imagePullSecrets"))


@pytest.mark.parametrize(
    ("code", "signal", "reason", "says"),
    [
        (0, 0, "Completed", "by itself"),
        (1, 0, "Error", "exit code 1"),
        (126, 0, "Error", "cannot be executed"),
        (127, 0, "Error", "not found in the image"),
        (137, 0, "OOMKilled", "more memory than its limit"),
        (137, 0, "Error", "signal 9"),
        (139, 0, "Error", "signal 11"),
        (143, 0, "Error", "signal 15"),
        (130, 0, "Error", "Signal 2"),
        (0, 7, "Error", "by itself"),
        (255, 0, "Error", "exit code 255"),
        (200, 0, "Error", "exit code 200"),
    ],
)
def test_exit_codes_mean_what_shells_and_runtimes_mean_by_them(
    code: int, signal: int, reason: str, says: str
) -> None:
    assert says in str(meaning(Exit(code, signal, reason, "", BEFORE, BEFORE)))


@pytest.mark.parametrize(
    ("last", "kind", "field"),
    [
        (ended(3), "crash", ""),
        (ended(127), "crash", "command"),
        (ended(137, "OOMKilled"), "out-of-memory", "resources.limits.memory"),
    ],
)
def test_a_crash_loop_is_told_by_its_last_exit(last: dict[str, Any], kind: str, field: str) -> None:
    status = waiting("CrashLoopBackOff") | {"lastState": last, "restartCount": 4}
    trouble = only(diagnose(pod(status), [], (), NOW))
    assert (trouble.id, trouble.spot) == (kind, Spot(field, "app"))
    assert "4 restarts" in str(trouble.title)


def test_what_a_probe_or_a_hook_killed_is_told_by_that() -> None:
    killed = waiting("CrashLoopBackOff") | {"lastState": ended(137), "restartCount": 2}
    probe = event("Unhealthy", "Liveness probe failed: timeout", "app")
    assert only(diagnose(pod(killed), [probe], (), NOW)).id == "probe-liveness"
    hook = event("FailedPostStartHook", "PostStartHook failed", "app")
    trouble = only(diagnose(pod(killed), [hook], (), NOW))
    assert (trouble.id, trouble.spot) == ("hook", Spot("lifecycle.postStart", "app"))
    memory = killed | {"lastState": ended(137, "OOMKilled")}
    assert {each.id for each in diagnose(pod(memory), [probe], (), NOW)} == {
        "out-of-memory",
        "probe-liveness",
    }


def test_what_is_to_stay_but_ends_again_and_again_is_in_trouble_what_ends_once_is_done() -> None:
    finished = {"state": ended(0, "Completed"), "lastState": ended(0, "Completed"), "restartCount": 1}
    assert "by itself" in str(only(diagnose(pod(finished), [], (), NOW)).title)
    assert diagnose(pod(finished, restartPolicy="OnFailure"), [], (), NOW) == ()
    assert diagnose(pod({"state": ended(0, "Completed")}), [], (), NOW) == ()


@pytest.mark.parametrize(
    ("words", "says", "field"),
    [
        ('configmap "conf" not found', "ConfigMap conf", "envFrom[1]"),
        ('secret "key" not found', "Secret key", "env[0]"),
        ("couldn't find key port in ConfigMap shop/conf", "key port", "env[1]"),
        ("something new", "something it refers to", "env"),
    ],
)
def test_missing_configuration_points_to_what_refers_to_it(words: str, says: str, field: str) -> None:
    app = {
        "env": [
            {"name": "A", "valueFrom": {"secretKeyRef": {"name": "key", "key": "k"}}},
            {"name": "B", "valueFrom": {"configMapKeyRef": {"name": "conf", "key": "port"}}},
        ],
        "envFrom": [{"secretRef": {"name": "other"}}, {"configMapRef": {"name": "conf"}}],
    }
    trouble = only(diagnose(pod(waiting("CreateContainerConfigError", words), app=app), [], (), NOW))
    assert says in str(trouble.title)
    assert trouble.spot == Spot(field, "app")


@pytest.mark.parametrize("inside", [True, False])
def test_an_image_that_runs_as_root_points_to_where_that_is_forbidden(inside: bool) -> None:
    said = {"securityContext": {"runAsNonRoot": True}}
    status = waiting("CreateContainerConfigError", "container has runAsNonRoot and image will run as root")
    made = pod(status, app=said) if inside else pod(status, None, **said)
    spot = Spot("securityContext.runAsNonRoot", container="app" if inside else "")
    assert only(diagnose(made, [], (), NOW)).spot == spot


def test_a_sysctl_that_the_node_forbids_is_named_at_its_line_with_what_to_do() -> None:
    made = pod(
        securityContext={"sysctls": [{"name": "kernel.shm_rmid_forced"}, {"name": "net.core.somaxconn"}]}
    )
    words = 'Pod was rejected: forbidden sysctl: "net.core.somaxconn" not allowlisted'
    made["status"] |= {"phase": "Failed", "reason": "SysctlForbidden", "message": words}
    trouble = only(diagnose(made, [], (), NOW))
    assert trouble.spot == Spot("securityContext.sysctls[1]")
    assert "--allowed-unsafe-sysctls" in str(trouble.advice)
    assert trouble.words == words


@pytest.mark.parametrize(
    ("words", "spots"),
    [
        (
            "0/3 nodes are available: 1 node(s) had untolerated taint {gpu: true}, 2 Insufficient cpu. "
            "preemption: 0/3 nodes are available: 2 No preemption victims found for incoming pod.",
            [Spot("resources", "app"), Spot("tolerations")],
        ),
        (
            "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
            [Spot("nodeSelector")],
        ),
        ("0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules.", [Spot("affinity")]),
        (
            "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.",
            [Spot("ports", "app")],
        ),
        ('0/1 nodes are available: persistentvolumeclaim "data" not found.', [Spot(volume="store")]),
        (
            "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.",
            [Spot(volume="store")],
        ),
        ("no nodes available to schedule pods", [Spot()]),
        ("something new", [Spot()]),
    ],
)
def test_the_schedulers_words_point_to_what_leaves_nodes_out(words: str, spots: list[Spot]) -> None:
    app = {"resources": {"requests": {"cpu": "9"}}, "ports": [{"containerPort": 1, "hostPort": 1}]}
    volumes = [{"name": "store", "persistentVolumeClaim": {"claimName": "data"}}]
    made = pod(None, app=app, nodeSelector={"a": "b"}, volumes=volumes)
    made["status"]["conditions"] = [
        {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": words}
    ]
    found = diagnose(made, [], (), NOW)
    assert [trouble.spot for trouble in found] == spots
    assert all(trouble.words == words for trouble in found)


def test_an_init_step_that_fails_is_counted_among_the_steps() -> None:
    steps = [
        ("log", running(ready=True), True),
        ("one", {"state": ended(0, "Completed")}, False),
        ("two", waiting("CrashLoopBackOff") | {"lastState": ended(1), "restartCount": 2}, False),
        ("three", waiting("PodInitializing"), False),
    ]
    trouble = only(diagnose(pod(waiting("PodInitializing"), steps), [], (), NOW))
    assert str(trouble.title).startswith("Init step 2 of 3, two, failed")


def test_an_init_step_that_runs_long_is_a_warning() -> None:
    steps = [("wait", running(since="2026-11-21T03:00:00Z"), False)]
    trouble = only(diagnose(pod(waiting("PodInitializing"), steps), [], (), NOW))
    assert (trouble.id, trouble.severity) == ("init-runs", Severity.WARNING)
    assert "10 min" in str(trouble.title)


def test_a_sidecar_that_has_not_started_holds_everything_up() -> None:
    steps = [("proxy", running(started=False), True)]
    failed = event("Unhealthy", "Startup probe failed: connection refused", "proxy")
    for events in ([failed], []):
        trouble = only(diagnose(pod(waiting("PodInitializing"), steps), events, (), NOW))
        assert (trouble.id, trouble.spot) == ("probe-startup", Spot("startupProbe", "proxy"))
        assert "nothing after it starts" in str(trouble.title)


@pytest.mark.parametrize(
    ("status", "message", "found"),
    [
        (running(), "Readiness probe failed: HTTP 503", ["probe-readiness"]),
        (running(ready=True), "Readiness probe failed: HTTP 503", []),  # it was, and is no more
        (running(started=False), "Startup probe errored: no such file", ["probe-startup"]),
        (running(ready=True), "Liveness probe failed: timeout", ["probe-liveness"]),
        (running(ready=True), "Some other words", []),
    ],
)
def test_probes_count_while_they_fail(status: dict[str, Any], message: str, found: list[str]) -> None:
    troubles = diagnose(pod(status), [event("Unhealthy", message, "app")], (), NOW)
    assert [trouble.id for trouble in troubles] == found


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('MountVolume.SetUp failed for volume "conf" : configmap "c" not found', "ConfigMap c"),
        ('MountVolume.SetUp failed for volume "conf" : secret "s" not found', "Secret s"),
        ('MountVolume.SetUp failed for volume "conf" : references non-existent config key: k', "key k"),
        (
            'MountVolume.SetUp failed for volume "conf" : hostPath type check failed: /x is not a directory',
            "path of the node",
        ),
        ('Multi-Attach error for volume "conf" Volume is already used', "another node"),
    ],
)
def test_a_volume_that_cannot_be_mounted_is_named(words: str, says: str) -> None:
    made = pod(waiting("ContainerCreating"), volumes=[{"name": "conf", "configMap": {"name": "c"}}])
    trouble = only(diagnose(made, [event("FailedMount", words)], (), NOW))
    assert says in str(trouble.title)
    assert trouble.spot == Spot(volume="conf")
    assert diagnose(pod(running(ready=True)), [event("FailedMount", words)], (), NOW) == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('pods "a" is forbidden: exceeded quota: q, requested: pods=1', "used up its quota"),
        ('pods "a" is forbidden: violates PodSecurity "restricted:latest"', "Pod Security"),
        ('pods "a" is forbidden: error looking up service account x/y', "service account"),
        ('admission webhook "w" denied the request: no', "webhook"),
        ("something new", "API server refuses"),
    ],
)
def test_what_a_replica_set_may_not_make_is_said(words: str, says: str) -> None:
    trouble = only(diagnose(None, [event("FailedCreate", words, kind="ReplicaSet")], (), NOW))
    assert says in str(trouble.title)
    condition = {"type": "ReplicaFailure", "status": "True", "message": words}
    owner = {"kind": "Deployment", "status": {"conditions": [condition]}}
    assert only(diagnose(None, [], [owner], NOW)) == trouble  # without the right to read events


def on_a_silent_node(owner: str = "", tolerations: list[Any] | None = None) -> dict[str, Any]:
    """As the node controller of a real 1.36 leaves it."""
    made = pod(running(ready=True), nodeName="vm")
    made["status"] |= {
        "phase": "Running",
        "conditions": [
            {"type": "Ready", "status": "False", "lastTransitionTime": "2026-11-21T23:58:00Z"},
            {"type": "ContainersReady", "status": "True", "lastTransitionTime": BEFORE},
        ],
    }
    made["metadata"]["ownerReferences"] = [{"kind": owner, "name": "x", "controller": True}] if owner else []
    seconds = {"operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}
    both = [{"key": f"node.kubernetes.io/{why}", **seconds} for why in ("not-ready", "unreachable")]
    made["spec"]["tolerations"] = both if tolerations is None else tolerations
    return made


@pytest.mark.parametrize(
    ("owner", "tolerations", "says"),
    [
        ("", None, "told to go at 00:03:00 UTC; it has no workload"),
        ("ReplicaSet", None, "00:03:00 UTC, and ReplicaSet/x makes another one elsewhere"),
        ("StatefulSet", None, "StatefulSet/x makes another one only when the node confirms"),
        ("DaemonSet", [{"operator": "Exists"}], "for ever"),
        ("", [], "told to go at 23:58:00 UTC"),
        ("", [{"key": "other", "operator": "Exists"}], "told to go at 23:58:00 UTC"),
    ],
)
def test_a_node_that_does_not_answer_is_named_with_since_when_and_what_will_happen(
    owner: str, tolerations: list[Any] | None, says: str
) -> None:
    made = on_a_silent_node(owner, tolerations)
    [trouble] = diagnose(made, [], [], NOW)
    assert trouble.id == "node"
    assert "The node vm does not answer; the cluster gave it up at 23:58:00 UTC" in str(trouble.title)
    assert says in str(trouble.advice)
    assert pod_state(made).level is Level.UNKNOWN


def test_a_pod_that_was_not_ready_before_is_told_by_the_event_until_its_kubelet_speaks_again() -> None:
    made = pod(running(since="2026-11-21T03:08:00Z"), nodeName="vm")
    away = event("NodeNotReady", "Node is not ready")
    assert [trouble.id for trouble in diagnose(made, [away], [], NOW)] == ["node"]
    back = replace(event("Started", "Container started", "app"), last="2026-11-21T03:09:30Z")
    assert diagnose(made, [away, back], [], NOW) == ()
    made["status"]["containerStatuses"][0] |= running(since="2026-11-21T03:09:30Z")
    assert diagnose(made, [away], [], NOW) == ()


def test_a_readiness_gate_that_is_closed_is_no_silent_node() -> None:
    made = on_a_silent_node()
    made["status"]["conditions"][0]["reason"] = "ReadinessGatesNotReady"
    assert diagnose(made, [], [], NOW) == ()


def test_a_pod_kept_by_a_finalizer_or_a_dead_node_is_hanging() -> None:
    made = pod(running(ready=True))
    made["metadata"] |= {"deletionTimestamp": "2026-11-21T03:09:55Z", "deletionGracePeriodSeconds": 30}
    assert diagnose(made, [], (), NOW) == ()  # five seconds are none
    made["metadata"]["deletionTimestamp"] = "2026-11-21T03:09:00Z"
    assert only(diagnose(made, [], (), NOW)).id == "hanging"
    made["metadata"]["finalizers"] = ["example.com/keep"]
    trouble = only(diagnose(made, [], (), NOW))
    assert trouble.id == "finalizer"
    assert "example.com/keep" in str(trouble.title)


def test_a_job_that_ended_is_said() -> None:
    failed = {"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded", "message": "m"}
    done = {"type": "Complete", "status": "True"}
    for condition, severity in ((failed, Severity.ERROR), (done, Severity.INFO)):
        owner = {"kind": "Job", "status": {"conditions": [condition]}}
        assert only(diagnose(None, [], [owner], NOW)).severity is severity


WORDS = (
    "metadata spec status containers containerStatuses state waiting name terminated exitCode conditions "
    "deletionTimestamp finalizers volumes initContainers message reason"
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(WORDS.split()),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(st.dictionaries(st.sampled_from(["metadata", "spec", "status"]), VALUES))
def test_nothing_a_server_sends_breaks_the_diagnosis(thing: dict[str, Any]) -> None:
    diagnose(thing, [], [thing], NOW)


RECORDED = {
    "image missing": [("image-pull", Spot("image", "app"))],
    "crash loop": [("crash", Spot("", "app"))],
    "unschedulable": [("unschedulable", Spot("nodeSelector"))],
    "config missing": [("config", Spot("envFrom[0]", "app"))],
    "init fails": [("crash", Spot("", "migrate"))],
    "never ready": [("probe-readiness", Spot("readinessProbe", "app"))],
    "completed": [],
    "failed": [("crash", Spot("", "app"))],
}


@pytest.mark.skipif(not TRUTH.exists(), reason="the recorded exchanges are not here")
@pytest.mark.parametrize("what", RECORDED)
def test_what_a_real_cluster_said_of_pods_in_trouble(what: str) -> None:
    exchanges = json.loads(TRUTH.read_text(encoding="utf-8"))
    listed = exchanges if isinstance(exchanges, list) else exchanges["exchanges"]
    bodies = {each["what"]: each["response"]["body"] for each in listed}
    said = bodies[f"pod in trouble: {what}"]
    events = events_about(bodies[f"events: {what}"]["items"], {said["metadata"]["uid"]})
    found = diagnose(said, events, (), NOW)
    assert [(trouble.id, trouble.spot) for trouble in found] == RECORDED[what]
