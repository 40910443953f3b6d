"""Every edit with arguments that are made from a pod itself: what the corpus is edited with, and what is timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bench.edit_calls import EDITS, Call, Subject, given, of_container, of_items, of_owner, of_pod, of_stream
from pods.domain import edits
from pods.domain.edits.file_items import DownwardFile, KeyFile
from pods.domain.edits.name_places import NAMED
from pods.domain.edits.projections import ProjectedSecret, ProjectedToken
from pods.domain.edits.references import references
from pods.domain.edits.volume_sources import ClaimSpec, EmptyDir
from pods.domain.manifest import paths
from pods.domain.manifest.views import ContainerKind, Pod, Volume
from pods.domain.roles import Role
from pods.domain.schema.kinds import schema

MINOR = 36
_NEW = "podwright-new"
ANSWERS = {  # names among the edits that tell something and change nothing
    *("clash", "file_lists", "lost_as", "offered_ports", "references", "selecting", "tied_objects", "timing"),
    *("unhardened", "volume_users"),
}


def names() -> tuple[str, ...]:
    """Every edit that arguments are made for."""
    return tuple(sorted(EDITS))


def calls(name: str, subject: Subject) -> Iterator[Call]:
    """An edit with arguments that fit; none where the pod has nothing of the kind."""
    return EDITS[name](subject)


of_container("set_image", "image", "registry.example/new:1")
of_container("set_command", "command", ["sh", "-c", "echo 'it: is' # so"])
of_container("set_args", "args", ["--flag", "yes", "0o17"])
of_container("set_working_dir", "workingDir", "/new")
of_container("set_image_pull_policy", "imagePullPolicy", "Always")
of_container("set_container_restart_policy", "restartPolicy", "Always")
of_container(
    "set_restart_rules", "restartPolicyRules", [edits.RestartRule("RestartAllContainers", "NotIn", (0, 7))]
)
of_container("set_env", "env", "PODWRIGHT_NEW", "on")
of_container("add_env_from", "envFrom", edits.EnvFrom(_NEW, secret=True))
of_container("add_port", "ports", edits.PortSpec(61234, "podwright"))
of_container(
    "set_probe", "readinessProbe", edits.ProbeKind.READINESS, edits.Probe(edits.TcpSocket(61234), period=7)
)
of_container("set_post_start", "lifecycle", edits.Exec(("true",)))
of_container("set_pre_stop", "lifecycle", edits.Sleep(5))
of_container("set_stop_signal", "lifecycle", "SIGUSR1")
of_container("set_security_context", "securityContext", edits.Security(run_as_user=4711, drop=("ALL",)))
of_container("harden", "securityContext", MINOR)
of_container("set_resources", "resources", requests={"cpu": "11m"}, limits={"memory": "123Mi"})
of_items("rename_env", "", lambda s: s.container.env, "PODWRIGHT_NEW", by="name")
of_items("remove_env", "env", lambda s: s.container.env, by="name")
of_items("move_env", "env", lambda s: s.container.env, 0, by="name")
of_items("change_port", None, lambda s: s.container.ports, edits.PortSpec(61235))
of_items("remove_port", None, lambda s: s.container.ports)
_sources = lambda s: s.container.raw.get("envFrom") or []  # noqa: E731 (short)
of_items("change_env_from", "envFrom", _sources, edits.EnvFrom(_NEW), by="index")
of_items("remove_env_from", "envFrom", _sources, by="index")
of_items("move_env_from", "envFrom", _sources, 0, by="index")
of_pod("set_grace_period", "terminationGracePeriodSeconds", 77)
of_pod("set_restart_policy", "restartPolicy", "Always")
of_pod("set_service_account", ("serviceAccountName", "serviceAccount"), _NEW)
of_pod("set_automount", "automountServiceAccountToken", False)
of_pod("set_pull_secrets", "imagePullSecrets", [_NEW])
of_pod("set_share_process_namespace", "shareProcessNamespace", True)
of_pod("set_host_namespace", "hostIPC", edits.HostNamespace.IPC, True)
of_pod("set_host_users", "hostUsers", False)
of_pod("set_dns", ("dnsPolicy", "dnsConfig"), "None", edits.DnsConfig(("10.0.0.9",)))
of_pod("set_host_aliases", "hostAliases", [edits.HostAlias("10.1.2.3", ("podwright",))])
of_pod("set_node_selector", "nodeSelector", {"disk": "ssd"})
of_pod("set_os", "os", "linux")
of_pod("add_toleration", "tolerations", edits.Toleration("podwright", value="x"))
of_pod("set_pod_security_context", "securityContext", edits.PodSecurity(fs_group=4711))
of_pod("set_sysctls", "securityContext", {"net.ipv4.ip_unprivileged_port_start": "0"})
of_pod("set_pod_resources", "resources", requests={"cpu": "3"}, limits={"cpu": "9"})
of_pod("add_volume", "volumes", _NEW, EmptyDir("Memory", "1Mi"))
of_pod("add_container", "containers", kind=ContainerKind.CONTAINER, name=_NEW, image="busybox:1.37")
of_owner("set_replicas", ("spec.replicas",), 7)
of_owner("set_job", ("spec", "spec.jobTemplate.spec"), {"backoffLimit": 3})
of_owner(
    "set_rollout",
    ("spec.minReadySeconds", "spec.strategy", "spec.updateStrategy"),
    {"minReadySeconds": 7, "maxUnavailable": 2},
)
of_owner("set_cron", ("spec",), "7 7 * * *", {"startingDeadlineSeconds": 77})
of_owner("add_claim_template", ("spec.volumeClaimTemplates",), _NEW, ClaimSpec("1Gi"))
of_stream("set_selector", {"podwright": "new"})
of_stream("rename_object", _NEW)
of_stream("set_namespace", _NEW, along=True)
of_stream("change_workload", "StatefulSet", drop=True)
of_stream("unwrap_pod")
of_stream("wrap_pod", "Deployment", replicas=2)
of_stream("add_service", _NEW, ports=(edits.ServicePort(80, 8080, "web"),), selector={"app": "podwright"})


@given("rename_beside")
def _rename_beside(subject: Subject) -> Iterator[Call]:
    for found in [each for each in subject.manifest.objects if each.kind in NAMED][:2]:
        yield Call("rename_beside", subject, ("",), (found, _NEW))


@given("add_mount")
def _add_mount(subject: Subject) -> Iterator[Call]:
    for volume in subject.pod.volumes[:1]:
        within = (f"{subject.container.path}.volumeMounts",)
        spec = edits.MountSpec(volume.name, "/podwright/new", read_only=True)
        yield Call("add_mount", subject, within, (subject.pod, subject.container, spec))


@given("change_mount")
def _change_mount(subject: Subject) -> Iterator[Call]:
    for mount in subject.container.mounts[-1:]:
        spec = edits.MountSpec(mount.volume, "/podwright/new")
        within = (paths.parent(mount.path),)
        yield Call("change_mount", subject, within, (subject.pod, subject.container, mount, spec))


@given("remove_mount")
def _remove_mount(subject: Subject) -> Iterator[Call]:
    for mount in subject.container.mounts[-1:]:
        within = (paths.parent(mount.path),)
        yield Call("remove_mount", subject, within, (subject.pod, subject.container, mount))


def _same_container(name: str, /, **named: Any) -> None:
    """An edit of a container as a whole; what refers to it may change along with it."""
    EDITS[name] = lambda s: iter([Call(name, s, ("",), (s.pod, s.container), named)])


_same_container("rename_container", name=_NEW)
_same_container("duplicate_container", name=_NEW)
_same_container("move_container", to=0)
_same_container("override_role")
_same_container("change_kind", kind=ContainerKind.INIT, drop=True)


@given("remove_container")
def _remove_container(subject: Subject) -> Iterator[Call]:
    found = references(subject.manifest, subject.pod, subject.container)
    along = [each for each in found if each.dangles]
    yield Call("remove_container", subject, ("",), (subject.pod, subject.container), {"along": along})


@given("override_role")
def _override_role(subject: Subject) -> Iterator[Call]:
    within = (f"{subject.template}.metadata".lstrip("."),)
    yield Call("override_role", subject, within, (subject.pod, subject.container, Role.ADAPTER))


def _metadata(name: str, now: Callable[[Pod], Mapping[str, str]]) -> None:
    """An edit of labels or annotations: one more than there are."""

    def given(subject: Subject) -> Iterator[Call]:
        within = (f"{subject.template}.metadata".lstrip("."),)
        yield Call(name, subject, within, (subject.pod, {**now(subject.pod), "podwright/new": "yes"}))

    EDITS[name] = given


_metadata("set_labels", lambda pod: pod.labels)
_metadata("set_annotations", lambda pod: pod.annotations)


def _volumes(name: str, *values: Any, whole: bool = False, **named: Any) -> None:
    """An edit of a volume by its name, first and last."""

    def given(subject: Subject) -> Iterator[Call]:
        for volume in {
            each.name: each for each in (*subject.pod.volumes[:1], *subject.pod.volumes[-1:])
        }.values():
            within = ("",) if whole else (volume.path,)
            yield Call(name, subject, within, (subject.pod, volume.name, *values), named)

    EDITS[name] = given


_volumes("change_volume", EmptyDir("Memory"))
_volumes("remove_volume", along=True, whole=True)
_volumes("rename_volume", new_name=_NEW, whole=True)


def _file_of(source: str) -> KeyFile | DownwardFile:
    if source.endswith("downwardAPI"):
        return DownwardFile("podwright/new", field="metadata.name")
    return KeyFile("podwright", "podwright/new")


def _listed(subject: Subject) -> Iterator[tuple[Volume, str, int]]:
    """Sources of volumes that may list files: the volume, the path of the source, how many files it lists."""
    for volume in subject.pod.volumes:
        for source, files in edits.file_lists(volume).items():
            yield volume, source, len(files)


@given("add_file")
def _add_file(subject: Subject) -> Iterator[Call]:
    for volume, source, _ in list(_listed(subject))[:2]:
        arguments = (subject.pod, volume, source, _file_of(source))
        yield Call("add_file", subject, (f"{source}.items",), arguments)


@given("change_file")
def _change_file(subject: Subject) -> Iterator[Call]:
    for volume, source, count in _listed(subject):
        if count:
            arguments = (subject.pod, volume, f"{source}.items[0]", _file_of(source))
            yield Call("change_file", subject, (f"{source}.items",), arguments)


@given("remove_file")
def _remove_file(subject: Subject) -> Iterator[Call]:
    for _, source, count in _listed(subject):
        if count:
            yield Call(
                "remove_file", subject, (f"{source}.items",), (subject.pod, f"{source}.items[{count - 1}]")
            )


def _projected(subject: Subject) -> Iterator[tuple[Volume, str]]:
    for volume in subject.pod.volumes:
        if volume.source == "projected" and (volume.spec or {}).get("sources"):
            yield volume, f"{volume.path}.projected.sources"


@given("add_projection")
def _add_projection(subject: Subject) -> Iterator[Call]:
    for volume, sources in _projected(subject):
        yield Call("add_projection", subject, (sources,), (subject.pod, volume, ProjectedSecret(_NEW)))


@given("change_projection")
def _change_projection(subject: Subject) -> Iterator[Call]:
    for volume, sources in _projected(subject):
        arguments = (subject.pod, volume, f"{sources}[0]", ProjectedToken("podwright", "new"))
        yield Call("change_projection", subject, (sources,), arguments)


@given("remove_projection")
def _remove_projection(subject: Subject) -> Iterator[Call]:
    for _, sources in _projected(subject):
        yield Call("remove_projection", subject, (sources,), (subject.pod, f"{sources}[0]"))


@given("change_claim_template")
def _change_claim_template(subject: Subject) -> Iterator[Call]:
    templates = (subject.pod.owner.get("spec") or {}).get("volumeClaimTemplates") or []
    for template in templates[:1]:
        name = template["metadata"]["name"]
        within = (subject.of_owner("spec.volumeClaimTemplates"),)
        yield Call("change_claim_template", subject, within, (subject.pod, name, ClaimSpec("77Gi")))


def _tolerations(name: str, *values: Any) -> None:
    def given(subject: Subject) -> Iterator[Call]:
        if subject.pod.spec.get("tolerations"):
            yield Call(name, subject, (f"{subject.pod.path}.tolerations",), (subject.pod, 0, *values))

    EDITS[name] = given


_tolerations("change_toleration", edits.Toleration("podwright", "Exists"))
_tolerations("remove_toleration")


def _new_object(name: str, *values: Any) -> None:
    """An object that the containers mount."""

    def given(subject: Subject) -> Iterator[Call]:
        mounts = (edits.MountAt(subject.container.name, "/podwright/new"),)
        yield Call(name, subject, ("",), (subject.pod, _NEW, *values, edits.AsFiles(_NEW, mounts)))

    EDITS[name] = given


_new_object("add_claim", ClaimSpec("1Gi"))
_new_object("add_config_map", {"a.conf": "one\ntwo\n"})
_new_object("add_secret", {"key": "value"})


@given("set_at")
def _set_at(subject: Subject) -> Iterator[Call]:
    if len(subject.manifest.pods) == 1 and subject.alone:
        address = f"containers[{subject.container.name}].image"
        within = (f"{subject.container.path}.image",)
        yield Call("set_at", subject, within, (address, "new:1", schema(MINOR)))


@given("set_field")
def _set_field(subject: Subject) -> Iterator[Call]:
    path = f"{subject.pod.path}.priorityClassName"
    yield Call("set_field", subject, (path,), (subject.pod.document, path, _NEW))


@given("remove_field")
def _remove_field(subject: Subject) -> Iterator[Call]:
    for key in list(subject.container.raw)[-1:]:
        path = paths.join(subject.container.path, key)
        yield Call("remove_field", subject, (path,), (subject.pod.document, path))
