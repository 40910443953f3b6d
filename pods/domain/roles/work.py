"""Signals from the work itself: files both use, what a script does, whose processes are looked into."""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain.images import Job
from pods.domain.manifest.views import Container, Mount
from pods.domain.messages import gettext_noop, say
from pods.domain.roles.model import Role, Vote
from pods.domain.roles.scene import Scene, added_capabilities, called
from pods.domain.roles.scripts import Work

_WORKS = {
    Work.FORWARDS: (Role.AMBASSADOR, 4.0),
    Work.REWRITES: (Role.ADAPTER, 5.0),
    Work.FOLLOWS: (Role.SIDECAR, 4.5),
    Work.REPEATS: (Role.SIDECAR, 2.5),
    Work.RELOADS: (Role.SIDECAR, 2.5),
    Work.IDLES: (Role.SIDECAR, 1.5),
}


def shares_files(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """A directory of both: one writes what the other reads. The most telling one counts."""
    theirs = scene.mounts_of[main.path]
    found = [
        _sharing(scene, main, container, here, theirs[volume])
        for volume, here in scene.mounts_of[container.path].items()
        if volume in theirs and volume and _overlap(here.sub_path, theirs[volume].sub_path)
    ]
    if found:
        yield max(found, key=lambda vote: vote.weight)


def works_by_script(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """What its script does all day."""
    work = scene.doing[container.path]
    if work is None:
        return
    role, weight = _WORKS[work.work]
    yield Vote(role, weight, work.because)


def watches_processes(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """It may look into the other processes of the pod."""
    shared = scene.pod.spec.get("shareProcessNamespace") is True
    if shared and "SYS_PTRACE" in added_capabilities(container.raw):
        yield Vote(Role.SIDECAR, 2, say(_TRACES, main=called(main)))
    elif container.raw.get("stdin") is True or container.raw.get("tty") is True:
        yield Vote(Role.SIDECAR, 1, say(_TERMINAL))


def _sharing(scene: Scene, main: Container, container: Container, here: Mount, there: Mount) -> Vote:
    job = scene.job(container)
    weight = 0.5 if scene.sources.get(here.volume) == "hostPath" else 1.0
    if here.volume in scene.unwritable:
        weight, because = 0.75 * weight, _SAME_FILES
    elif job is Job.LOGS and not there.read_only:
        weight, because = 5.5 * weight, _SHIPS
    elif job is Job.SYNC and not here.read_only:
        weight, because = 5.5 * weight, _BRINGS
    elif here.read_only != there.read_only:
        weight, because = 3 * weight, _READS if here.read_only else _FILLS
    else:
        weight, because = 1.5 * weight, _SHARES
    known = scene.known[container.path]
    shown = {"main": called(main), "product": known.title, "here": here.mount_path, "there": there.mount_path}
    return Vote(Role.SIDECAR, weight, say(because, **shown))


def _overlap(one: str | None, other: str | None) -> bool:
    """Whether two sub-paths of a volume have files in common."""
    here, there = (f"{(path or '').strip('/')}/".lstrip("/") for path in (one, other))
    return here.startswith(there) or there.startswith(here)


_READS = gettext_noop("It reads %(here)s, which %(main)s writes as %(there)s.")
_FILLS = gettext_noop("It fills %(here)s, which %(main)s reads as %(there)s.")
# A known log shipper or synchroniser says which way the files go where the mounts do not.
_SHIPS = gettext_noop("%(product)s reads %(here)s, which %(main)s writes as %(there)s, and ships it.")
_BRINGS = gettext_noop("%(product)s keeps %(here)s up to date, which %(main)s reads as %(there)s.")
_SHARES = gettext_noop("It works on %(here)s, which is %(there)s in %(main)s.")
_SAME_FILES = gettext_noop("It reads the same files as %(main)s: %(here)s here, %(there)s there.")
_TRACES = gettext_noop("It may trace the processes of %(main)s (SYS_PTRACE in a shared process namespace).")
_TERMINAL = gettext_noop("It holds a terminal open, to work from inside the pod.")
