from __future__ import annotations

import pytest

from pods.domain.schema import guesses
from pods.domain.schema.kinds import FIRST, LAST, schema
from tools import schema_fields


@pytest.mark.parametrize(
    ("minor", "api_version", "kind", "served"),
    [
        (36, "v1", "Pod", True),
        (36, "v1", "pod", False),
        (36, "apps/v1", "Deployment", True),
        (36, "extensions/v1beta1", "Deployment", False),
        (25, "apps/v1", "StatefulSet", True),
        (24, "v1", "Pod", True),  # nearest known version
        (99, "v1", "Pod", True),
        (29, "networking.k8s.io/v1", "IPAddress", False),
        (33, "networking.k8s.io/v1", "IPAddress", True),
    ],
)
def test_a_version_serves_its_kinds(minor: int, api_version: str, kind: str, served: bool) -> None:
    assert (schema(minor).kind(api_version, kind) is not None) is served


@pytest.mark.parametrize(
    ("definition", "field", "since", "until"),
    [
        ("core.v1.Container", "restartPolicy", 28, 37),  # FACTS 0.5
        ("core.v1.Container", "restartPolicyRules", 34, 37),
        ("core.v1.PodSpec", "resources", 32, 37),
        ("core.v1.PodSpec", "workloadRef", 35, 35),
        ("core.v1.VolumeMount", "recursiveReadOnly", 30, 37),
        ("core.v1.LifecycleHandler", "sleep", 29, 37),
        ("core.v1.Volume", "image", 31, 37),
        ("core.v1.PodSpec", "containers", FIRST, LAST),
    ],
)
def test_a_field_is_known_from_the_version_that_brought_it(
    definition: str, field: str, since: int, until: int
) -> None:
    assert schema(36).versions(definition, field) == (since, until)
    for minor in range(FIRST, LAST + 1):
        assert (field in schema(minor).fields(definition)) is (since <= minor <= until)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("core.v1.PodSpec", "core.v1.PodSpec"),
        ("ResourceClaim", "core.v1.ResourceClaim"),  # not that of resource.v1
        ("StorageVersionMigration", "storagemigration.v1.StorageVersionMigration"),  # not v1alpha1
        ("ResourceSlice", "resource.v1.ResourceSlice"),  # not v1alpha3, nor v1beta2
        ("HorizontalPodAutoscaler", "autoscaling.v1.HorizontalPodAutoscaler"),  # not v2
        ("MetricSpec", "autoscaling.v2.MetricSpec"),  # only there
        ("Nothing", None),
    ],
)
def test_a_name_means_the_stable_definition_nearest_to_pods(word: str, meant: str | None) -> None:
    assert schema(36).named(word) == meant


def test_every_type_that_is_named_exists() -> None:
    known = schema(36)
    definitions = {kind.definition for kind in known.kinds.values()}
    waiting = list(definitions)
    while waiting:
        for types in known._line(waiting.pop()).values():
            for part in types.split("|"):
                name = part.split(" ")[0].lstrip("[{")
                if name.startswith("#") and name[1:] not in definitions:
                    definitions.add(name[1:])
                    waiting.append(name[1:])
    assert len(definitions) > 900


def test_the_committed_fields_are_those_of_the_installed_schemas() -> None:
    pytest.importorskip("kubernetes_validate")
    assert schema_fields.content() == schema_fields.TARGET.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Image", "image"),
        ("livenessprobe", "livenessProbe"),
        ("volumeMount", "volumeMounts"),
        ("comand", "command"),
        ("zzz", None),
        ("x" * 100_000, None),
    ],
)
def test_a_misspelt_field_is_recognised(word: str, meant: str | None) -> None:
    assert guesses.closest(word, schema(36).fields("core.v1.Container")) == meant


@pytest.mark.parametrize(
    ("api_version", "kind", "meant"),
    [
        ("v1", "pod", ("v1", "Pod")),
        ("extensions/v1beta1", "Deployment", ("apps/v1", "Deployment")),
        ("extensions/v1beta1", "Ingress", ("networking.k8s.io/v1", "Ingress")),
        ("batch/v1beta1", "CronJob", ("batch/v1", "CronJob")),
        ("apps/v1", "StatefullSet", ("apps/v1", "StatefulSet")),
        ("v1", "Nonsense", None),
    ],
)
def test_the_kind_that_was_meant_is_found(api_version: str, kind: str, meant: tuple[str, str] | None) -> None:
    found = guesses.kind(schema(36), api_version, kind)
    assert (None if found is None else (found.api_version, found.kind)) == meant
