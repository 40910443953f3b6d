"""The words pictures are labelled with."""

from __future__ import annotations

from collections.abc import Callable

from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.namespaces import Namespace
from pods.domain.roles import Role
from pods.domain.volumes import Lifetime, VolumeUse

Words = Callable[[Message], str]  # says a message in the reader's language

ROLES = {
    Role.MAIN: say(gettext_noop("main")),
    Role.SIDECAR: say(gettext_noop("sidecar")),
    Role.AMBASSADOR: say(gettext_noop("ambassador")),
    Role.ADAPTER: say(gettext_noop("adapter")),
    Role.CO_LOCATED: say(gettext_noop("co-located")),
    Role.INIT: say(gettext_noop("init")),
}
KINDS = {
    ContainerKind.CONTAINER: say(gettext_noop("container")),
    ContainerKind.INIT: say(gettext_noop("init")),
    ContainerKind.SIDECAR: say(gettext_noop("native sidecar")),
    ContainerKind.EPHEMERAL: say(gettext_noop("ephemeral")),
}
# How long a volume's content lives: beside the volume, and as the end of a sentence about it.
_LIFETIMES = {
    Lifetime.CONTAINER: (
        say(gettext_noop("ends with container")),
        say(gettext_noop("ends with the container")),
    ),
    Lifetime.POD: (say(gettext_noop("ends with pod")), say(gettext_noop("its content ends with the pod"))),
    Lifetime.NODE: (say(gettext_noop("on the node")), say(gettext_noop("its content stays on the node"))),
    Lifetime.CLUSTER: (say(gettext_noop("outlives pod")), say(gettext_noop("its content outlives the pod"))),
    Lifetime.OBJECT: (
        say(gettext_noop("API object")),
        say(gettext_noop("its content is that of an API object")),
    ),
}
_IMAGE = (say(gettext_noop("from an image")), say(gettext_noop("its content is that of an image")))
# What stands for each namespace in the title of a region.
SHARED = {
    Namespace.NETWORK: say(gettext_noop("one IP, one set of ports")),
    Namespace.IPC: say(gettext_noop("IPC")),
    Namespace.UTS: say(gettext_noop("host name")),
}
OF_NODE = {
    Namespace.NETWORK: say(gettext_noop("network: localhost")),
    Namespace.UTS: say(gettext_noop("host name")),
    Namespace.IPC: say(gettext_noop("IPC")),
    Namespace.PID: say(gettext_noop("all processes")),
}
PROBES = {
    "startupProbe": say(gettext_noop("startup probe")),
    "livenessProbe": say(gettext_noop("liveness probe")),
    "readinessProbe": say(gettext_noop("readiness probe")),
}
HOOKS = {
    "postStart": say(gettext_noop("postStart hook")),
    "preStop": say(gettext_noop("preStop hook")),
}

LEGEND_READ_WRITE = say(gettext_noop("reads and writes"))
LEGEND_READ_ONLY = say(gettext_noop("only reads"))
LEGEND_SHARED = say(gettext_noop("shared volume"))
LEGEND_RING = say(gettext_noop("processes of its own"))
STORAGE_NOTE = say(gettext_noop("to each container a file system of its own; only volumes are shared"))
NETWORK_TITLE = say(gettext_noop("network: localhost"))
POD_TITLE = say(gettext_noop("pod"))
NODE_TITLE = say(gettext_noop("node"))
STILL_SHARED = gettext_noop("shared: %(what)s")
NOTHING_OF_ITS_OWN = say(gettext_noop("only its volumes are its own"))
PROCESSES_TITLE = say(gettext_noop("processes shared"))
PAUSE = say(gettext_noop("pause (PID 1)"))
OWN_PID = say(gettext_noop("PID 1"))
JOINED_PID = say(gettext_noop("one process view"))
INIT_TITLE = say(gettext_noop("first, one by one"))
INIT_TIP = say(gettext_noop("Init steps run to their end, one after the other, before the containers start."))
NO_CONTAINERS = say(gettext_noop("no containers yet"))
NO_NAME = say(gettext_noop("(no name)"))
NO_IMAGE = say(gettext_noop("no image"))
NO_PORTS = say(gettext_noop("no ports declared"))
NO_RESOURCES = say(gettext_noop("no requests, no limits"))
IN_MEMORY = say(gettext_noop("in memory"))
NOT_MOUNTED = say(gettext_noop("not mounted"))
CLAIM_TEMPLATE = say(gettext_noop("claim per replica"))
SUB_PATH = gettext_noop("subPath %(path)s")
READER = say(gettext_noop("outside reader"))
OUTSIDE_ADDRESS = say(gettext_noop("outside the pod"))
SERVICE = gettext_noop("Service %(name)s")
MORE = gettext_noop("+%(count)d")
MORE_MOUNTS = gettext_noop("+%(count)d more mounts")
MORE_VOLUMES = gettext_noop("+%(count)d more volumes")
MORE_CONTAINERS = gettext_noop("+%(count)d more containers")
MORE_SERVICES = gettext_noop("+%(count)d more Services")
REQUESTS = gettext_noop("requests %(amounts)s")
HOST_PORT = gettext_noop("node :%(port)d")
INIT_STEP = gettext_noop("init %(step)d")
CLASH_TIP = gettext_noop("Port clash: %(port)s is claimed by %(owners)s, which share one network.")
PORT_TIP = gettext_noop("%(container)s declares port %(port)s.")
KNOWN_PORT_TIP = gettext_noop("%(container)s listens on port %(port)s, as its arguments or image say.")
MISSING_PORT_TIP = gettext_noop(
    "Service %(service)s sends to %(port)s; no container has a port of that name."
)
UNDECLARED_PORT_TIP = gettext_noop("Service %(service)s sends to port %(port)s, which no container declares.")
READ_ONLY = gettext_noop("%(container)s reads %(volume)s at %(path)s (read-only).")
READ_WRITE = gettext_noop("%(container)s reads and writes %(volume)s at %(path)s.")
READ_ONLY_SUB = gettext_noop("%(container)s reads %(sub)s of %(volume)s at %(path)s (read-only).")
READ_WRITE_SUB = gettext_noop("%(container)s reads and writes %(sub)s of %(volume)s at %(path)s.")
CALL_TIP = gettext_noop("%(caller)s calls %(callee)s on localhost:%(port)s (%(said)s).")
UPSTREAM_TIP = gettext_noop("%(container)s carries traffic to %(address)s.")
SERVICE_TIP = gettext_noop("Service %(service)s sends port %(port)s to %(target)s.")
READER_TIP = gettext_noop("Read from outside the pod: %(container)s on port %(port)s.")


def kind(of: ContainerKind, step: int | None) -> Message:
    """What a container is built as; init steps carry their number."""
    return say(INIT_STEP, step=step) if step else KINDS[of]


def lifetime(use: VolumeUse) -> Message:
    """How long a volume's content lives, in two words."""
    return _lifetime(use)[0]


def lives(use: VolumeUse) -> Message:
    """How long a volume's content lives, as the end of a sentence."""
    return _lifetime(use)[1]


def _lifetime(use: VolumeUse) -> tuple[Message, Message]:
    return _IMAGE if use.volume.source == "image" else _LIFETIMES[use.lifetime]


def port(number: int, protocol: str) -> str:
    """A port as pictures write it: `:8080`, and `:53/udp` for what is not TCP."""
    return f":{number}" if protocol == "TCP" else f":{number}/{protocol.lower()}"
