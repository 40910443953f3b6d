"""What a pointer resting on a container or a volume reads: all that the card had to cut."""

from __future__ import annotations

from pods.domain.diagram import words as w
from pods.domain.diagram.cards import resources
from pods.domain.diagram.lanes import told
from pods.domain.diagram.scene import Card
from pods.domain.diagram.words import Words
from pods.domain.volumes import VolumeUse

LONG = 12_000  # characters of one name; the longest a test manifest has is 10 kB
MANY = 60


def container_tip(card: Card, words: Words) -> str:
    """Name, role, kind; then the reason for the role, the image, the ports and the resources, a line each."""
    container = card.container
    role, kind = words(w.ROLES[card.assignment.role]), words(w.kind(container.kind, card.step))
    ports = [w.port(p.number, p.protocol) + (f" {p.name}" if p.name else "") for p in container.ports]
    said = ", ".join(ports[:MANY]) + (f", … +{len(ports) - MANY}" if len(ports) > MANY else "")
    lines = [
        f"{(container.name or words(w.NO_NAME))[:LONG]}, {role}, {kind}",
        words(card.assignment.because),
        container.image[:LONG],
        said,
        resources(container),
    ]
    return "\n".join(line for line in lines if line)


def volume_tip(use: VolumeUse, words: Words) -> str:
    """Name, source and lifetime; then every mount, a line each."""
    volume = use.volume
    head = f"{(volume.name or words(w.NO_NAME))[:LONG]}, {volume.source}, {words(w.lives(use))}"
    mounts = [words(told(u, volume.name)) for u in use.uses[:MANY]]
    return "\n".join([head, *(mounts or [words(w.NOT_MOUNTED)])])
