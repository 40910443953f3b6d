"""Small line drawings, each on a 16 by 16 field, drawn in the colour of the text around them."""

from __future__ import annotations

from pods.domain.roles import Role

_ROLES = {
    Role.MAIN: "M8 1.8 13.6 5v6L8 14.2 2.4 11V5zM2.6 5.1 8 8.2l5.4-3.1M8 8.2v5.9",
    Role.SIDECAR: "M2 4.5h7v7H2zM11.5 6.5H14v5h-2.5M9 9h2.5",
    Role.AMBASSADOR: "M2 8h9M7.5 4.2 11.3 8l-3.8 3.8M14 2.5v11",
    Role.ADAPTER: "M5.5 2v3.5M10.5 2v3.5M3.5 5.5h9V8a4.5 4.5 0 0 1-9 0zM8 12.5V15",
    Role.CO_LOCATED: "M6 11a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM10 13a4 4 0 1 1 0-8 4 4 0 0 1 0 8z",
    Role.INIT: "M4 14.5v-13M4 2.5h8.5l-2.3 3 2.3 3H4",
}
_FOLDER = "M1.8 4h4.4l1.5 1.8h6.5v7.4H1.8z"
_DISK = (
    "M2.5 4c0-1.2 2.4-2 5.5-2s5.5.8 5.5 2-2.4 2-5.5 2-5.5-.8-5.5-2z"
    "M2.5 4v8c0 1.2 2.4 2 5.5 2s5.5-.8 5.5-2V4M2.5 8c0 1.2 2.4 2 5.5 2s5.5-.8 5.5-2"
)
_SOURCES = {
    "emptyDir": _FOLDER,
    "configMap": "M3 1.8h7l3 3v9.4H3zM5.5 6h3M5.5 8.6h5M5.5 11.2h5",
    "secret": "M5 10.9a3.2 3.2 0 1 1 2.9-4.6H14.5v2.6h-1.8v2H10.6v-2H7.9A3.2 3.2 0 0 1 5 10.9zM4.6 7.7h.8",
    "projected": "M8 1.8 14.2 5 8 8.2 1.8 5zM1.8 8 8 11.2 14.2 8M1.8 11 8 14.2 14.2 11",
    "downwardAPI": "M8 1.5v8.3M4.5 6.5 8 10l3.5-3.5M2.5 13.5h11",
    "hostPath": "M2 2.5h12v4.6H2zM2 8.9h12v4.6H2zM4.5 4.8h.1M4.5 11.2h.1M7 4.8h4.5M7 11.2h4.5",
    "image": "M2 4.5 8 1.8l6 2.7v7L8 14.2l-6-2.7zM5 3.2l6 2.7v3",
    "ephemeral": _DISK,
    "csi": "M5.5 2v3.5M10.5 2v3.5M3.5 5.5h9V8a4.5 4.5 0 0 1-9 0zM8 12.5V15",
}
MEMORY = (
    "M4.5 4.5h7v7h-7zM6.5 1.8v2.7M9.5 1.8v2.7M6.5 11.5v2.7M9.5 11.5v2.7M1.8 6.5h2.7"
    "M1.8 9.5h2.7M11.5 6.5h2.7M11.5 9.5h2.7"
)
SERVICE = (
    "M8 5.2a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z"
    "M3.4 14.6a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z"
    "M12.6 14.6a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8zM8 5.2v3M4 10.9 8 8.2l4 2.7"
)
READER = "M2 12.5a6 6 0 1 1 12 0zM8 12.2l2.8-4.4"
UPSTREAM = "M4.6 12.8a3.1 3.1 0 0 1-.4-6.2 4 4 0 0 1 7.7 1 2.7 2.7 0 0 1-.3 5.2z"
WARNING = "M8 1.8 14.8 14H1.2zM8 6.2v3.9M8 12v.1"
PAUSE = "M5.5 3v10M10.5 3v10"
OUTSIDE = {"service": SERVICE, "reader": READER, "upstream": UPSTREAM}
SIGNS = {
    "startupProbe": "M8 14.2A6.2 6.2 0 1 0 8 1.8M8 1.8a6.2 6.2 0 0 0-5 2.6M8 5v3.4l2.4 1.6",
    "livenessProbe": "M8 13.8 2.6 8.4a3.4 3.4 0 0 1 4.8-4.8l.6.6.6-.6a3.4 3.4 0 0 1 4.8 4.8z",
    "readinessProbe": "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.2 8.2l2 2 3.6-4",
    "postStart": "M3 2.5v11M6 3.5l7 4.5-7 4.5z",
    "preStop": "M13 2.5v11M3 4.5h6.5v7H3z",
}


def role(of: Role) -> str:
    """The drawing that stands for a role."""
    return _ROLES[of]


def source(of: str, memory: bool) -> str:
    """The drawing that stands for where a volume's content comes from."""
    return MEMORY if memory else _SOURCES.get(of, _DISK)


def icon(drawing: str, x: float, y: float, class_: str = "icon", size: float = 16) -> str:
    """A drawing with its upper left corner at a place."""
    place = f"translate({x:g} {y:g})"
    scale = "" if size == 16 else f" scale({size / 16:.3g})"
    return f'<path class="{class_}" d="{drawing}" transform="{place}{scale}"/>'
