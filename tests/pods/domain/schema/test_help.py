"""The help for fields: every word is about a field there is, in both languages, and agrees with what is checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pods.domain.analysis import VERSIONS, analyse
from pods.domain.completion import field_at
from pods.domain.schema import help as help_
from pods.domain.schema.kinds import FIRST, LAST, schema

WORDS = Path(help_.__file__).with_name("words")
OURS = {
    name: words
    for path in sorted(WORDS.glob("*.txt"))
    for name, words in help_._read(path.read_text("utf-8")).items()
}
SCHEMAS = [schema(minor) for minor in range(FIRST, LAST + 1)]
# What pods are made of: each field has our own words.
OF_PODS = (
    *(
        "PodSpec",
        "Container",
        "ContainerPort",
        "EnvVar",
        "EnvVarSource",
        "EnvFromSource",
        "VolumeMount",
        "Probe",
    ),
    *(
        "ExecAction",
        "HTTPGetAction",
        "TCPSocketAction",
        "GRPCAction",
        "SleepAction",
        "Lifecycle",
        "LifecycleHandler",
    ),
    *("SecurityContext", "PodSecurityContext", "Capabilities", "SeccompProfile", "ResourceRequirements"),
    *(
        "Volume",
        "EmptyDirVolumeSource",
        "ConfigMapVolumeSource",
        "SecretVolumeSource",
        "HostPathVolumeSource",
    ),
    *("PersistentVolumeClaimVolumeSource", "ProjectedVolumeSource", "KeyToPath", "NFSVolumeSource"),
    *(
        "CSIVolumeSource",
        "ImageVolumeSource",
        "DownwardAPIVolumeFile",
        "PodDNSConfig",
        "HostAlias",
        "Toleration",
    ),
    *(
        "ServiceSpec",
        "ServicePort",
        "ConfigMap",
        "Secret",
        "PersistentVolumeClaimSpec",
        "DeploymentSpec",
        "JobSpec",
    ),
    *("StatefulSetSpec", "CronJobSpec"),
)
LEFT = {"PodSpec.schedulingGroup", "PodSpec.workloadRef", "PodSpec.evictionResponders", "GRPCAction.schema"}


def test_our_words_are_about_fields_that_exist() -> None:
    unknown = [n for n in OURS if n[0] != "*" and not any(field_at(each, n) for each in SCHEMAS)]
    assert unknown == []


@pytest.mark.parametrize("name", OURS)
def test_our_words_are_said_in_both_languages_and_as_sentences(name: str) -> None:
    words = OURS[name]
    assert re.search("[가-힣]", words.korean)
    assert not re.search("[가-힣]", words.english)
    assert words.english.endswith((".", "…"))
    assert words.korean.endswith((".", "…"))
    assert len(words.english) <= 140
    assert len(words.korean) <= 140


@pytest.mark.parametrize("definition", OF_PODS)
def test_every_field_that_pods_are_made_of_has_our_words(definition: str) -> None:
    now = schema(36)
    name = now.named(definition)
    assert name is not None
    silent = [field for field in now.fields(name) if not help_.words(name, field)]
    assert [field for field in silent if f"{definition}.{field}" not in LEFT] == []


@pytest.mark.parametrize("name", [name for name, words in OURS.items() if words.default and words.values])
def test_what_holds_unless_said_is_one_of_the_values(name: str) -> None:
    assert OURS[name].default in OURS[name].values


def test_help_tells_type_version_and_place_in_the_reference() -> None:
    now = schema(36)
    rules = help_.help_for(now, "core.v1.Container", "restartPolicyRules", "[#core.v1.ContainerRestartRule")
    assert (str(rules.type), rules.since, rules.required) == (
        "list of object ContainerRestartRule",
        "1.34",
        False,
    )
    assert rules.link.endswith("/v1.36/#container-v1-core")
    port = help_.help_for(now, "core.v1.ContainerPort", "containerPort", "int32")
    assert port.required
    assert port.korean
    rule = help_.help_for(now, "networking.v1.Ingress", "spec", "#networking.v1.IngressSpec")
    assert rule.link.endswith("#ingress-v1-networking-k8s-io")


def test_a_field_without_our_words_has_those_of_the_api_and_no_korean() -> None:
    now = schema(36)
    found = help_.help_for(now, "networking.v1.IngressSpec", "ingressClassName", "string")
    assert "IngressClass" in found.english
    assert found.korean == ""


def test_almost_every_field_of_every_kind_is_described() -> None:
    now = schema(36)
    served = {k.definition for k in now.kinds.values() if not k.definition.endswith("Status")}
    fields = [(definition, name) for definition in served for name in now.fields(definition)]
    silent = [each for each in fields if not help_.help_for(now, *each, "string").english]
    assert len(silent) < len(fields) / 50, silent


POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: b\n"


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("PodSpec.dnsPolicy", "  dnsPolicy: %s\n  dnsConfig: {nameservers: [10.0.0.10]}\n"),
        ("PodSpec.preemptionPolicy", "  preemptionPolicy: %s\n"),
        ("Container.imagePullPolicy", "    imagePullPolicy: %s\n"),
        ("Container.terminationMessagePolicy", "    terminationMessagePolicy: %s\n"),
        ("ContainerPort.protocol", "    ports: [{containerPort: 1, protocol: %s}]\n"),
        ("Toleration.effect", "  tolerations: [{operator: Exists, effect: %s}]\n"),
        ("PodOS.name", "  os: {name: %s}\n"),
        ("HTTPGetAction.scheme", "    livenessProbe: {httpGet: {port: 1, scheme: %s}}\n"),
    ],
)
def test_the_values_that_help_names_are_those_that_the_rules_accept(name: str, where: str) -> None:
    def refused(value: str) -> bool:
        return any(f.rejected_by_api for f in analyse(POD + where % value, VERSIONS[-2]).findings)

    assert not [value for value in OURS[name].values if refused(value)]
    assert refused("Neither")
