"""Every container has an image, written as an image reference

A reference is an optional registry, a path in lower case, and an optional :tag or @sha256 digest. The API
server only asks that it is not empty (and, for a Pod, has no blanks around it); a node refuses all others
with InvalidImageName.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

# Each part is matched on its own, and no pattern matches one text in two ways: time grows with length only.
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?|\[[0-9a-fA-F:]+\](?::[0-9]+)?")
_STEP = re.compile(r"[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_DIGEST = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}")
_HEX = re.compile(r"[0-9a-f]{64}")
_LONGEST = 255


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for container in pod.containers:
            image = container.raw.get("image")
            at = paths.join(container.path, "image")
            if not image and isinstance(image, str | None):
                yield Flaw(pod.document, at, say(_MISSING), say(_MISSING_HELP), rejected_by_api=True)
            elif isinstance(image, str):
                yield from _flaws(pod, container, at, image)


def _flaws(pod: Pod, container: Container, at: str, image: str) -> Iterator[Flaw]:
    if image.strip() != image:
        # Templates pass with blanks, the pods made from them do not (FACTS G.1, 4).
        rejected = pod.kind == "Pod" and container.kind is not ContainerKind.EPHEMERAL
        yield Flaw(pod.document, at, say(_BLANKS), say(_BLANKS_HELP), rejected)
        return
    wrong = fault(image)
    if wrong is not None:
        yield Flaw(pod.document, at, wrong, say(_WRONG_HELP))


def fault(image: str) -> Message | None:
    """What makes a text no image reference, or None."""
    name, at, digest = image.partition("@")
    if at and not _DIGEST.fullmatch(digest):
        return say(_BAD_DIGEST, digest=names.shown(digest))
    name, tag = _tag(name)
    if tag is not None and not _TAG.fullmatch(tag):
        return say(_BAD_TAG, tag=names.shown(tag))
    steps = name.split("/")
    if len(steps) > 1 and _is_registry(steps[0]):
        steps = steps[1:]
    if len(name) > _LONGEST:
        return say(_TOO_LONG, size=len(name), longest=_LONGEST)
    wrong = next((step for step in steps if not _STEP.fullmatch(step)), None)
    if wrong is not None:
        upper = wrong != wrong.lower() and _STEP.fullmatch(wrong.lower())
        return say(_UPPER if upper else _BAD_STEP, image=names.shown(image), step=names.shown(wrong))
    return say(_BARE_ID) if not at and _HEX.fullmatch(name) else None


def _tag(name: str) -> tuple[str, str | None]:
    head, colon, tag = name.rpartition(":")
    return (head, tag) if colon and "/" not in tag else (name, None)


def _is_registry(step: str) -> bool:
    return (any(c in step for c in ".:[") or step == "localhost" or step != step.lower()) and bool(
        _HOST.fullmatch(step)
    )


_MISSING = gettext_noop("The container has no image.")
_MISSING_HELP = gettext_noop("Write the image to run, such as nginx:1.27.")
_BLANKS = gettext_noop("The image has blanks around it.")
_BLANKS_HELP = gettext_noop("Remove the blanks.")
_WRONG_HELP = gettext_noop(
    "Write registry/path:tag with a path in lower case, such as registry.example.com/team/app:1.2."
)
_BAD_DIGEST = gettext_noop(
    "“%(digest)s” is no digest; one looks like sha256 and, after a colon, 64 hexadecimal digits."
)
_BAD_TAG = gettext_noop(
    "“%(tag)s” is no tag: letters, digits, _, - and ., at most 128, beginning with a letter, digit or _."
)
_TOO_LONG = gettext_noop("The image's name has %(size)d characters; %(longest)d is the most.")
_UPPER = gettext_noop("The image “%(image)s” has capital letters in its path, in “%(step)s”.")
_BAD_STEP = gettext_noop("“%(image)s” is no image reference: “%(step)s” cannot stand in its path.")
_BARE_ID = gettext_noop("The image is a bare id of 64 digits, which a registry cannot look up.")
