"""What a volume's content is, one small type for each source people choose by form (FACTS B.1, G.1 27-32).

`OtherSource` stands for all the rest (iscsi, fc, vendors' disks): its fields as the API names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.file_items import DownwardFile, KeyFile, downward_files, key_files, mode
from pods.domain.edits.projections import Projection, projections
from pods.domain.edits.refusal import EditRefused
from pods.domain.messages import gettext_noop, say
from pods.domain.quantities import Quantity, from_json

ACCESS_MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")
HOST_PATH_TYPES = (
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
)


@dataclass(frozen=True, slots=True)
class EmptyDir:
    """A directory that lives as long as the pod; `medium` is "", Memory or HugePages, `size_limit` a quantity."""

    source: ClassVar[str] = "emptyDir"
    medium: str = ""
    size_limit: str = ""

    def fields(self) -> dict[str, Any]:
        """The fields as the API names them; None for what is not said. Raises EditRefused."""
        if not self.medium.startswith("HugePages"):
            accepted.one_of("medium", self.medium, ("", "Memory", "HugePages"))
        if self.size_limit:
            quantity("sizeLimit", self.size_limit)
        return {"medium": self.medium or None, "sizeLimit": self.size_limit or None}


@dataclass(frozen=True, slots=True)
class HostPath:
    """A file or directory of the node."""

    source: ClassVar[str] = "hostPath"
    path: str
    type: str = ""

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        accepted.filled("path", self.path)
        if ".." in self.path.split("/"):
            raise EditRefused(say(_DOTS, path=names.shown(self.path)))
        accepted.one_of("type", self.type, HOST_PATH_TYPES)
        return {"path": self.path, "type": self.type or None}


@dataclass(frozen=True, slots=True)
class ConfigMapFiles:
    """The keys of a ConfigMap as files: all of them, or those in `items` under their own paths.

    Without `items` a volume that has some keeps them; so it is with the next three sources.
    """

    source: ClassVar[str] = "configMap"
    name: str
    items: tuple[KeyFile, ...] | None = None
    default_mode: int | None = None
    optional: bool = False

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        return {"name": _named("name", self.name), **_files(self.items, self.default_mode, self.optional)}


@dataclass(frozen=True, slots=True)
class SecretFiles:
    """The keys of a Secret as files: all of them, or those in `items` under their own paths."""

    source: ClassVar[str] = "secret"
    name: str
    items: tuple[KeyFile, ...] | None = None
    default_mode: int | None = None
    optional: bool = False

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        return {
            "secretName": _named("secretName", self.name),
            **_files(self.items, self.default_mode, self.optional),
        }


@dataclass(frozen=True, slots=True)
class DownwardFiles:
    """Fields of the pod and resources of its containers as files."""

    source: ClassVar[str] = "downwardAPI"
    items: tuple[DownwardFile, ...] | None = None
    default_mode: int | None = None

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        items = {} if self.items is None else {"items": downward_files(self.items)}
        return {**items, "defaultMode": mode("defaultMode", self.default_mode)}


@dataclass(frozen=True, slots=True)
class Projected:
    """Several sources in one directory."""

    source: ClassVar[str] = "projected"
    sources: tuple[Projection, ...] | None = None
    default_mode: int | None = None

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        sources = {} if self.sources is None else {"sources": projections(self.sources)}
        return {**sources, "defaultMode": mode("defaultMode", self.default_mode)}


@dataclass(frozen=True, slots=True)
class Claim:
    """Storage that outlives the pod, by the name of its PersistentVolumeClaim."""

    source: ClassVar[str] = "persistentVolumeClaim"
    claim_name: str
    read_only: bool = False

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        return {"claimName": _named("claimName", self.claim_name), "readOnly": self.read_only or None}


@dataclass(frozen=True, slots=True)
class ClaimSpec:
    """What is asked of storage: its size (a quantity), how it may be mounted, and its class ("": the default one)."""

    size: str
    access_modes: tuple[str, ...] = ("ReadWriteOnce",)
    storage_class: str = ""

    def fields(self) -> dict[str, Any]:
        """The spec of a PersistentVolumeClaim. Raises EditRefused."""
        quantity("storage", self.size, positive=True)
        accepted.filled("accessModes", "".join(self.access_modes))
        for word in self.access_modes:
            accepted.one_of("accessModes", word, ACCESS_MODES)
        accepted.different("accessModes", self.access_modes)
        if "ReadWriteOncePod" in self.access_modes and len(self.access_modes) > 1:
            raise EditRefused(say(_ALONE))
        spec: dict[str, Any] = {"accessModes": list(self.access_modes)}
        if self.storage_class:
            spec["storageClassName"] = _named("storageClassName", self.storage_class)
        return {**spec, "resources": {"requests": {"storage": self.size}}}


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """Storage claimed for this pod alone, gone with it."""

    source: ClassVar[str] = "ephemeral"
    claim: ClaimSpec

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        return {"volumeClaimTemplate": {"spec": self.claim.fields()}}


@dataclass(frozen=True, slots=True)
class Nfs:
    """A directory of an NFS server."""

    source: ClassVar[str] = "nfs"
    server: str
    path: str
    read_only: bool = False

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        accepted.filled("server", self.server)
        if not self.path.startswith("/"):
            raise EditRefused(say(_ABSOLUTE, path=names.shown(self.path)))
        return {"server": self.server, "path": self.path, "readOnly": self.read_only or None}


@dataclass(frozen=True, slots=True)
class Csi:
    """Storage that a CSI driver makes for this pod."""

    source: ClassVar[str] = "csi"
    driver: str
    read_only: bool = False
    fs_type: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        accepted.filled("driver", self.driver)
        secret = {"name": _named("nodePublishSecretRef.name", self.secret)} if self.secret else None
        return {
            "driver": self.driver,
            "readOnly": self.read_only or None,
            "fsType": self.fs_type or None,
            "volumeAttributes": dict(self.attributes),
            "nodePublishSecretRef": secret,
        }


@dataclass(frozen=True, slots=True)
class Image:
    """The content of an OCI image, read-only."""

    source: ClassVar[str] = "image"
    reference: str
    pull_policy: str = ""

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        accepted.filled("reference", self.reference)
        accepted.one_of("pullPolicy", self.pull_policy, ("", "Always", "IfNotPresent", "Never"))
        return {"reference": self.reference, "pullPolicy": self.pull_policy or None}


@dataclass(frozen=True, slots=True)
class OtherSource:
    """Any other source by the API's own words; the rule `schema` judges its fields."""

    source: str
    values: Mapping[str, Any]

    def fields(self) -> dict[str, Any]:
        """As `EmptyDir.fields`."""
        return dict(self.values)


VolumeSource = (
    EmptyDir
    | HostPath
    | ConfigMapFiles
    | SecretFiles
    | DownwardFiles
    | Projected
    | Claim
    | Ephemeral
    | Nfs
    | Csi
    | Image
    | OtherSource
)


def quantity(name: str, text: str, *, positive: bool = False) -> None:
    """Refuse what is no quantity, or less than nothing (or nothing, where something is needed)."""
    value = from_json(text)
    if not isinstance(value, Quantity):
        raise EditRefused(say(_QUANTITY, field=name, value=names.shown(text)))
    if value.nano < 0 or (positive and value.nano == 0):
        raise EditRefused(say(_TOO_SMALL, field=name, value=names.shown(text)))


def _named(name: str, value: str) -> str:
    accepted.filled(name, value)
    accepted.sound(names.subdomain(value))
    return value


def _files(items: tuple[KeyFile, ...] | None, default_mode: int | None, optional: bool) -> dict[str, Any]:
    return {
        **({} if items is None else {"items": key_files(items)}),
        "defaultMode": mode("defaultMode", default_mode),
        "optional": optional or None,
    }


_DOTS = gettext_noop("The path “%(path)s” may not hold .. as a part; write where it leads.")
_ABSOLUTE = gettext_noop("The path “%(path)s” must begin with /.")
_ALONE = gettext_noop("ReadWriteOncePod goes with no other access mode; choose it alone.")
_QUANTITY = gettext_noop(
    "“%(value)s” in %(field)s is no quantity; write a number with a suffix, such as 512Mi or 1.5Gi."
)
_TOO_SMALL = gettext_noop("“%(value)s” is too little for %(field)s; write a larger quantity.")
