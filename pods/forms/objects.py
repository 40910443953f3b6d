"""Fields of the objects beside a pod: where what they hold goes, ports of Services, keys, sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import AsFiles, AsVariables, MountAt, ServicePort
from pods.domain.edits.volume_sources import ACCESS_MODES, ClaimSpec
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind, Object, Pod
from pods.forms.editing import EditForm, Subject, optional_text, place_of, same_choices, when
from pods.forms.needed import NEEDED
from pods.forms.numbers import is_number

LONGEST = 1024 * 1024  # characters of one value


class SecretArea(forms.Textarea):
    """A text area that shows no value: whoever may see it has asked for it."""

    def format_value(self, value: Any) -> str | None:
        """Nothing."""
        return None


def text_area(label: Any, widget: type[forms.Textarea] = forms.Textarea, **attrs: Any) -> forms.CharField:
    """A field for a text of many lines."""
    plain = {"rows": 3, "class": "whole", "spellcheck": "false", "autocomplete": "off"}
    return forms.CharField(
        label=label, required=False, strip=False, max_length=LONGEST, widget=widget(attrs=plain | attrs)
    )


def with_lf(text: str) -> str:
    """What was sent from a text area, with the line ends that the text has."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class TiedFields(forms.Form):
    """Which containers get what the object holds, and how."""

    api: ClassVar[Mapping[str, str]] = {
        "name": "ObjectMeta.name",
        "mount_path": "VolumeMount.mountPath",
        "before": "EnvFromSource.prefix",
    }
    name = optional_text(_("Name"), **NEEDED)
    use = forms.ChoiceField(
        label=_("Use as"),
        choices=[("files", _("files")), ("variables", _("variables"))],
        widget=forms.Select(attrs={"data-choice": ""}),
    )
    mount_path = optional_text(_("Mount path"), placeholder="/etc/app", **NEEDED, **when("files"))
    before = optional_text(_("Prefix"), **when("variables"))
    containers = forms.MultipleChoiceField(
        label=_("In containers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def tie(self, pod: Pod, name: str) -> AsFiles | AsVariables:
        """The containers as they were chosen."""
        said = self.cleaned_data
        if said["use"] == "variables":
            return AsVariables(tuple(said["containers"]), said["before"])
        return files_of(pod, name, said["containers"], said["mount_path"])


def files_of(pod: Pod, name: str, containers: Sequence[str], path: str) -> AsFiles:
    """The object as a volume of a free name, mounted at a path."""
    return AsFiles(free_volume(pod, name), tuple(MountAt(container, path) for container in containers))


def free_volume(pod: Pod, name: str) -> str:
    """The name of a volume for an object of that name."""
    wanted = name.replace(".", "-")[:58].strip("-") or "data"
    taken = {volume.name for volume in pod.volumes}
    tries = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in tries if each not in taken)


def offer_containers(form: EditForm) -> None:
    """Let the containers of the pod be chosen, to begin with the first that is no init container."""
    field = form.fields["containers"]
    assert isinstance(field, forms.MultipleChoiceField)
    pod = form.subject.pod
    names = [container.name for container in pod.containers if container.name]
    field.choices = same_choices(*dict.fromkeys(names))
    mains = [container.name for container in pod.of_kind(ContainerKind.CONTAINER) if container.name]
    form.initial.setdefault("containers", (mains or names)[:1])


def free_name(subject: Subject, kind: str) -> str:
    """A name for a new object: the pod's own, or that with what it is for."""
    taken = {found.name for found in subject.manifest.objects if found.kind == kind}
    own = subject.pod.name[:40] or "app"
    ends = {"ConfigMap": "-config", "Secret": "-secret", "PersistentVolumeClaim": "-data"}
    wanted = own + ends.get(kind, "")
    return next(
        each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if each not in taken
    )


def place_of_new(manifest: Manifest, kind: str, name: str) -> str | None:
    """Where an object stands that was just made."""
    found = [each for each in manifest.objects if (each.kind, each.name) == (kind, name)]
    return place_of(found[-1]) if found else None


class ClaimFields(forms.Form):
    """What is asked of storage."""

    api: ClassVar[Mapping[str, str]] = {
        "size": "PersistentVolumeClaimSpec.resources.requests",
        "mode": "PersistentVolumeClaimSpec.accessModes",
        "storage_class": "PersistentVolumeClaimSpec.storageClassName",
    }
    size = optional_text(_("Size"), placeholder="1Gi", **NEEDED)
    mode = forms.ChoiceField(label=_("Access"), choices=same_choices(*ACCESS_MODES))
    storage_class = optional_text(_("Storage class"), placeholder=_("the default one"))

    def claim(self, others: Sequence[str] = ()) -> ClaimSpec:
        """The claim as the fields say it, with access modes that no field holds."""
        said = self.cleaned_data
        modes = tuple(dict.fromkeys((said["mode"], *others)))
        return ClaimSpec(said["size"], modes, said["storage_class"])


class ServicePortFields(forms.Form):
    """A port of a Service."""

    api: ClassVar[Mapping[str, str]] = {
        "port": "ServicePort.port",
        "to_port": "ServicePort.targetPort",
        "name": "ServicePort.name",
        "protocol": "ServicePort.protocol",
    }
    port = forms.IntegerField(
        label=_("Port"),
        required=False,
        min_value=1,
        max_value=65535,
        widget=forms.NumberInput(attrs=NEEDED),
    )
    to_port = optional_text(_("To port"), placeholder=_("the same"))
    name = optional_text(_("Name"))
    protocol = forms.ChoiceField(label=_("Protocol"), choices=same_choices("TCP", "UDP", "SCTP"))

    def service_port(self) -> ServicePort:
        """The port as the fields say it."""
        said = self.cleaned_data
        port, target = said["port"] or 0, said["to_port"]
        reached = int(target) if is_number(target) else target
        return ServicePort(port, reached or port, said["name"], said["protocol"])


def is_a(subject: Subject, *kinds: str) -> bool:
    """What is looked at is an object of one of these kinds."""
    return subject.at.startswith("documents[") and subject.object.kind in kinds


def within(of: Object, path: str) -> str:
    """The place of something in an object, from its path in the document."""
    return f"documents[{of.document}].{path}"


def said_by(value: Any) -> Mapping[str, Any]:
    """A mapping, or an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}
