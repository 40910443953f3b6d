"""Signals from names: of products that are known, of parts people name, and of containers that count up."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pods.domain.images import Job, vocabulary, words
from pods.domain.manifest.views import Container
from pods.domain.messages import gettext_noop, say
from pods.domain.roles import jobs
from pods.domain.roles.model import Role, Vote
from pods.domain.roles.scene import Scene, base_name, called

_GENERIC = 0.4  # of the weight of a product, for names like *-agent and *-sidecar that anyone may use
_PAIRS = (
    ("reader", "writer"),
    ("producer", "consumer"),
    ("sender", "receiver"),
    ("publisher", "subscriber"),
    ("generator", "server"),
)
_PARTNERS = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
# Words anywhere in a name, where the table of products knows nothing.
_WORDS: tuple[tuple[Role, float, frozenset[str]], ...] = (
    (Role.AMBASSADOR, 3, vocabulary("ambassador")),
    (Role.AMBASSADOR, 2, vocabulary("proxy gateway tunnel forwarder relay router bouncer connector")),
    (Role.ADAPTER, 3, vocabulary("adapter adaptor exporter transformer translator converter")),
    (Role.ADAPTER, 2, vocabulary("metrics bridge normalizer")),
    (
        Role.SIDECAR,
        2,
        vocabulary(
            "sync syncer logger log logs logging shipper collector reloader reload watcher watch monitor backup "
            "loader refresher updater rotator rotate cleaner cleanup injector puller fetcher downloader registrar "
            "fix fixer repair scraper renewer poller poll debug debugger shell tools notifier auth authz tls cron "
            "cert certs shutdown hook tail init setup"
        ),
    ),
    (Role.SIDECAR, 1, vocabulary("sidecar agent helper side")),
)


def known_product(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """The image, the name or the program is known for a job."""
    known = scene.known[container.path]
    for product, weight in ((known.image, 5.0), (known.name, 4.0), (known.program, 4.0)):
        if product is not None and product.job in jobs.PARTS:
            role, because = jobs.PARTS[product.job]
            weight *= _GENERIC if product.job is Job.SUPPORT else 1
            yield Vote(role, weight, say(because, product=product.name, main=called(main)))
            return


def named_for_a_part(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """Words in the container's name, or else its image's."""
    for name, trust in ((container.name, 1.0), (base_name(container), 0.75)):
        said = frozenset(words(name))
        found = {role: weight for role, weight, known in reversed(_WORDS) if known & said}
        for role, weight in found.items():
            yield Vote(role, weight * trust, say(_NAMED[role], name=name, main=called(main)))
        if found:
            return


def is_named_as_carrier(container: Container) -> bool:
    """Its name says that it carries connections."""
    said = frozenset(words(container.name))
    return any(role is Role.AMBASSADOR and known & said for role, _, known in _WORDS)


def is_partner(name: str, others: Collection[str]) -> bool:
    """Whether the name's last word is half of a pair whose other half is among these words."""
    return any(_PARTNERS.get(word) in others for word in words(name)[-1:])


def is_in_series(one: Container, other: Container) -> bool:
    """`web-1` and `web-2`, `a` and `b`, `reader` and `writer`: names that count, or that make a pair."""
    if is_partner(one.name, words(other.name)):
        return True
    stems = [tuple(word.strip("0123456789") for word in words(c.name)) for c in (one, other)]
    if stems[0] == stems[1]:
        return one.name != other.name
    short = [c.name[:-1] for c in (one, other)]
    return (
        short[0] == short[1]
        and len(one.name) == len(other.name)
        and (len(one.name) == 1 or one.name[-2] in "-_")
    )


_NAMED = {
    Role.AMBASSADOR: gettext_noop("Its name, %(name)s, says that it carries connections for %(main)s."),
    Role.ADAPTER: gettext_noop("Its name, %(name)s, says that it shows %(main)s to others in another form."),
    Role.SIDECAR: gettext_noop("Its name, %(name)s, says that it helps %(main)s."),
}
