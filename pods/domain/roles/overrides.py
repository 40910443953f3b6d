"""What the user says a container is: an annotation of the pod, so that it travels with the text.

`podwright.dev/roles: app=main,log=adapter` on the pod template; it wins over every guess. Names of annotations are
limited to 63 characters after the slash, so all containers share one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pods.domain.manifest.views import ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.roles.model import Role

ANNOTATION = "podwright.dev/roles"


@dataclass(frozen=True, slots=True)
class Overrides:
    """The roles that hold, by the container's name, and a sentence for every entry that does not."""

    roles: Mapping[str, Role]
    problems: tuple[Message, ...]


def role_overrides(pod: Pod) -> Overrides:
    """Read the annotation. A later entry for the same container wins; bad entries are ignored and reported."""
    kinds = {container.name: container.kind for container in pod.containers}
    roles: dict[str, Role] = {}
    problems: list[Message] = []
    for entry in filter(None, map(str.strip, pod.annotations.get(ANNOTATION, "").split(","))):
        name, equals, written = (part.strip() for part in entry.partition("="))
        problem = _problem(entry, name, equals, written, kinds)
        if problem is None:
            roles[name] = Role(written)
        else:
            problems.append(problem)
    return Overrides(roles, tuple(problems))


def _problem(
    entry: str, name: str, equals: str, written: str, kinds: Mapping[str, ContainerKind]
) -> Message | None:
    if not equals:
        return say(_NO_PAIR, annotation=ANNOTATION, entry=entry)
    if name not in kinds:
        return say(_NO_CONTAINER, annotation=ANNOTATION, container=name)
    if written not in set(Role):
        return say(_NO_ROLE, annotation=ANNOTATION, role=written, roles=", ".join(Role))
    if (kinds[name] is ContainerKind.INIT) != (written == Role.INIT):
        return say(_NOT_INIT, annotation=ANNOTATION, container=name, role=written)
    return None


_NO_PAIR = gettext_noop("%(annotation)s: “%(entry)s” is not of the form container=role and is ignored.")
_NO_CONTAINER = gettext_noop(
    "%(annotation)s: the pod has no container “%(container)s”; the entry is ignored."
)
_NO_ROLE = gettext_noop("%(annotation)s: “%(role)s” is not a role and is ignored; the roles are %(roles)s.")
_NOT_INIT = gettext_noop(
    "%(annotation)s: %(container)s cannot have the role %(role)s: init containers, and only they, are init."
)
