"""Every change a person can make to a manifest: a manifest in, a manifest out, or EditRefused and nothing changed.

An edit changes the bytes it must and no others: comments, order, quoting, indentation and line endings stay.
The edits are loaded when one of these names is first asked for: `python -m pods set` needs few of them, and all
take longer to load than a file takes to edit.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pods.domain.edits.address import set_at
    from pods.domain.edits.bonds import Bond, Reference
    from pods.domain.edits.container_fields import (
        set_args,
        set_command,
        set_container_restart_policy,
        set_image,
        set_image_pull_policy,
        set_working_dir,
    )
    from pods.domain.edits.containers import (
        add_container,
        duplicate_container,
        move_container,
        remove_container,
    )
    from pods.domain.edits.dns import DnsConfig, HostAlias, set_dns, set_host_aliases
    from pods.domain.edits.env import move_env, remove_env, rename_env, set_env
    from pods.domain.edits.env_from import (
        EnvFrom,
        add_env_from,
        change_env_from,
        move_env_from,
        remove_env_from,
    )
    from pods.domain.edits.fields import remove_field, set_field
    from pods.domain.edits.handlers import Exec, Grpc, HttpGet, Sleep, TcpSocket
    from pods.domain.edits.hardening import harden, unhardened
    from pods.domain.edits.hooks import set_post_start, set_pre_stop, set_stop_signal
    from pods.domain.edits.jobs import set_cron, set_job
    from pods.domain.edits.kinds import change_kind
    from pods.domain.edits.mounts import MountSpec, add_mount, change_mount, remove_mount
    from pods.domain.edits.object_names import rename_beside, rename_object, set_namespace, tied_objects
    from pods.domain.edits.objects import (
        AsFiles,
        AsVariables,
        MountAt,
        ServicePort,
        add_claim,
        add_config_map,
        add_secret,
        add_service,
        offered_ports,
    )
    from pods.domain.edits.pod_fields import (
        set_automount,
        set_grace_period,
        set_pull_secrets,
        set_restart_policy,
        set_service_account,
    )
    from pods.domain.edits.pod_namespaces import (
        HostNamespace,
        clash,
        set_host_namespace,
        set_host_users,
        set_share_process_namespace,
    )
    from pods.domain.edits.ports import PortSpec, add_port, change_port, remove_port
    from pods.domain.edits.probe_timing import timing
    from pods.domain.edits.probes import Probe, ProbeKind, set_probe
    from pods.domain.edits.references import references
    from pods.domain.edits.refusal import EditRefused
    from pods.domain.edits.renames import rename_container
    from pods.domain.edits.resources import set_pod_resources, set_resources
    from pods.domain.edits.restart_rules import RestartRule, set_restart_rules
    from pods.domain.edits.roles import override_role
    from pods.domain.edits.rollout import set_rollout
    from pods.domain.edits.scheduling import (
        Toleration,
        add_toleration,
        change_toleration,
        remove_toleration,
        set_node_selector,
        set_os,
    )
    from pods.domain.edits.security import (
        PodSecurity,
        SeccompProfile,
        Security,
        set_pod_security_context,
        set_security_context,
    )
    from pods.domain.edits.sources import ConfigMapValue, EnvSource, FieldValue, ResourceValue, SecretValue
    from pods.domain.edits.sysctls import set_sysctls
    from pods.domain.edits.volume_files import (
        add_file,
        add_projection,
        change_file,
        change_projection,
        file_lists,
        remove_file,
        remove_projection,
    )
    from pods.domain.edits.volumes import (
        add_claim_template,
        add_volume,
        change_claim_template,
        change_volume,
        remove_volume,
        rename_volume,
        volume_users,
    )
    from pods.domain.edits.workload import (
        selecting,
        set_annotations,
        set_labels,
        set_replicas,
        set_selector,
    )
    from pods.domain.edits.workload_kinds import change_workload, lost_as
    from pods.domain.edits.wrapping import WORKLOADS, unwrap_pod, wrap_pod

__all__ = [
    "WORKLOADS",
    "AsFiles",
    "AsVariables",
    "Bond",
    "ConfigMapValue",
    "DnsConfig",
    "EditRefused",
    "EnvFrom",
    "EnvSource",
    "Exec",
    "FieldValue",
    "Grpc",
    "HostAlias",
    "HostNamespace",
    "HttpGet",
    "MountAt",
    "MountSpec",
    "PodSecurity",
    "PortSpec",
    "Probe",
    "ProbeKind",
    "Reference",
    "ResourceValue",
    "RestartRule",
    "SeccompProfile",
    "SecretValue",
    "Security",
    "ServicePort",
    "Sleep",
    "TcpSocket",
    "Toleration",
    "add_claim",
    "add_claim_template",
    "add_config_map",
    "add_container",
    "add_env_from",
    "add_file",
    "add_mount",
    "add_port",
    "add_projection",
    "add_secret",
    "add_service",
    "add_toleration",
    "add_volume",
    "change_claim_template",
    "change_env_from",
    "change_file",
    "change_kind",
    "change_mount",
    "change_port",
    "change_projection",
    "change_toleration",
    "change_volume",
    "change_workload",
    "clash",
    "duplicate_container",
    "file_lists",
    "harden",
    "lost_as",
    "move_container",
    "move_env",
    "move_env_from",
    "offered_ports",
    "override_role",
    "references",
    "remove_container",
    "remove_env",
    "remove_env_from",
    "remove_field",
    "remove_file",
    "remove_mount",
    "remove_port",
    "remove_projection",
    "remove_toleration",
    "remove_volume",
    "rename_beside",
    "rename_container",
    "rename_env",
    "rename_object",
    "rename_volume",
    "selecting",
    "set_annotations",
    "set_args",
    "set_at",
    "set_automount",
    "set_command",
    "set_container_restart_policy",
    "set_cron",
    "set_dns",
    "set_env",
    "set_field",
    "set_grace_period",
    "set_host_aliases",
    "set_host_namespace",
    "set_host_users",
    "set_image",
    "set_image_pull_policy",
    "set_job",
    "set_labels",
    "set_namespace",
    "set_node_selector",
    "set_os",
    "set_pod_resources",
    "set_pod_security_context",
    "set_post_start",
    "set_pre_stop",
    "set_probe",
    "set_pull_secrets",
    "set_replicas",
    "set_resources",
    "set_restart_policy",
    "set_restart_rules",
    "set_rollout",
    "set_security_context",
    "set_selector",
    "set_service_account",
    "set_share_process_namespace",
    "set_stop_signal",
    "set_sysctls",
    "set_working_dir",
    "tied_objects",
    "timing",
    "unhardened",
    "unwrap_pod",
    "volume_users",
    "wrap_pod",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A name of `__all__`, from the module that the imports above name for it."""
        if name not in __all__:  # then it is a module's name
            raise AttributeError(name)
        globals()[name] = getattr(importlib.import_module(_homes()[name]), name)
        return globals()[name]


@cache
def _homes() -> Mapping[str, str]:
    """The module of each name. One that cannot be imported breaks no edit but its own."""
    nodes = ast.walk(ast.parse(Path(__file__).read_text("utf-8")))
    imports = (node for node in nodes if isinstance(node, ast.ImportFrom))
    return {alias.name: str(node.module) for node in imports for alias in node.names}
