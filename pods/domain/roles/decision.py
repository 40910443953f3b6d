"""From evidence to roles: which container the pod is there for, and what the others are to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.network import Network
from pods.domain.roles.beside import SIGNALS
from pods.domain.roles.centre import votes_for_main
from pods.domain.roles.model import Assignment, Role, Vote
from pods.domain.roles.naming import is_in_series
from pods.domain.roles.overrides import ANNOTATION, role_overrides
from pods.domain.roles.scene import Scene, called

# FACTS I.4: what is told with less weight, or less lead, is a guess.
_CERTAIN, _LEAD = 3.0, 1.5
_PEER_MARGIN = 1.5  # of main's evidence over another's, within which both may be equals


def assign(pod: Pod, net: Network) -> tuple[Assignment, ...]:
    """The role of every container of the pod, in the order of `pod.containers`.

    What the annotation `podwright.dev/roles` says holds. Otherwise init steps are init, the only container that runs
    is main, and of several the one with the most evidence; equal peers are all co-located.
    """
    scene = Scene(pod, net)
    overridden = role_overrides(pod).roles
    guessed = {each.container.path: each for each in _guesses(scene, overridden)}
    return tuple(
        _overridden(c, overridden[c.name]) if c.name in overridden else guessed[c.path]
        for c in pod.containers
    )


def _guesses(scene: Scene, overridden: Mapping[str, Role]) -> Iterable[Assignment]:
    for container in scene.pod.containers:
        if container.kind is ContainerKind.INIT:
            yield Assignment(container, Role.INIT, say(_INIT), True)
        elif container.kind is ContainerKind.EPHEMERAL:
            yield Assignment(container, Role.SIDECAR, say(_EPHEMERAL), True)
    if len(scene.running) == 1:
        yield Assignment(scene.running[0], Role.MAIN, say(_ALONE), True)
    elif scene.running:
        yield from _of_several(scene, overridden)


def _of_several(scene: Scene, overridden: Mapping[str, Role]) -> Iterable[Assignment]:
    evidence = {c.path: votes_for_main(scene, c) for c in scene.running}
    strength = {path: sum(vote.weight for vote in votes) for path, votes in evidence.items()}
    main = _main(scene, strength, overridden)
    close = {path for path, value in strength.items() if strength[main.path] - value < _PEER_MARGIN}
    others = [_beside(scene, main, c, c.path in close) for c in scene.running if c is not main]
    peers = [a.container for a in others if a.role is Role.CO_LOCATED]
    if any(_equals(scene, main, peer, peer.path in close) for peer in peers):
        yield Assignment(main, Role.CO_LOCATED, say(_PEERS, others=_listed(peers)), False)
    else:
        yield _as_main(main, evidence[main.path], strength)
    yield from others


def _main(scene: Scene, strength: Mapping[str, float], overridden: Mapping[str, Role]) -> Container:
    """What the user calls main, or else has not called something else; the first of the strongest."""
    called = [c for c in scene.running if overridden.get(c.name) is Role.MAIN]
    free = [c for c in scene.running if c.name not in overridden]
    return max(called or free or scene.running, key=lambda c: strength[c.path])


def _as_main(main: Container, votes: Iterable[Vote], strength: Mapping[str, float]) -> Assignment:
    best = max(votes, key=lambda vote: vote.weight, default=None)
    because = best.because if best is not None and best.weight > 0 else say(_STRONGEST)
    second = max(value for path, value in strength.items() if path != main.path)
    return Assignment(main, Role.MAIN, because, strength[main.path] - second >= _PEER_MARGIN)


def _beside(scene: Scene, main: Container, container: Container, close: bool) -> Assignment:
    votes = [vote for signal in SIGNALS for vote in signal(scene, main, container)]
    if close and scene.job(container) is scene.job(main):
        votes.append(Vote(Role.CO_LOCATED, 1, say(_RIVALS, main=called(main))))
    sums: dict[Role, float] = {}
    for vote in votes:
        sums[vote.role] = sums.get(vote.role, 0.0) + vote.weight
    role = max(sums, key=lambda each: sums[each])
    loudest = max((vote for vote in votes if vote.role is role), key=lambda vote: vote.weight)
    second = max((value for each, value in sums.items() if each is not role), default=0.0)
    certain = sums[role] >= _CERTAIN and sums[role] >= _LEAD * second
    return Assignment(container, role, loudest.because, certain)


def _equals(scene: Scene, main: Container, peer: Container, close: bool) -> bool:
    """Nothing but the order tells them apart: they count up, or do the same kind of work without each other."""
    if is_in_series(main, peer):
        return True
    between = any(
        end is main or end is peer for call in scene.net.calls for end in (call.caller, call.callee)
    )
    return close and scene.job(main) is scene.job(peer) and not between


def _overridden(container: Container, role: Role) -> Assignment:
    return Assignment(container, role, say(_SAID, annotation=ANNOTATION), True)


def _listed(containers: Iterable[Container]) -> str:
    names = [called(container) for container in containers]
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


_INIT = gettext_noop("It is an init container: it runs to its end before the containers start.")
_EPHEMERAL = gettext_noop("It was added to the running pod, to look into it.")
_ALONE = gettext_noop("It is the only container that runs.")
_STRONGEST = gettext_noop("The other containers look like its helpers.")
_PEERS = gettext_noop("Nothing makes it more important than %(others)s: they are equals that share the pod.")
_RIVALS = gettext_noop("It stands for itself: nothing makes %(main)s more important than it.")
_SAID = gettext_noop("The annotation %(annotation)s says so.")
