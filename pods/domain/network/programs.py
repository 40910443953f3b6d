"""What a container runs: the product its image is known for, unless the command puts another program in its place."""

from __future__ import annotations

import re

from pods.domain.images import Job, Product, product_of
from pods.domain.manifest.views import Container

_LONGEST = 20_000  # characters of a command line that are looked at
# Images whose own program is a server; all others are known for what they bring, whoever starts it.
_STARTED = r"%s(?:[-_]?server|[-_]sentinel|\w{0,20}d\b|\s|$)"  # redis-server, mysqld, etcd; not redis-cli
_SERVING = frozenset({Job.STORE, Job.SERVER, Job.PROXY})


def script(container: Container) -> str:
    """The command line as one text, for looking at what it does."""
    return " ".join((*container.command, *container.args))[:_LONGEST]


def product_run(container: Container) -> Product | None:
    """The known product of the image. A redis image that runs `sh /repair.sh` is only a place to run scripts in."""
    product = product_of(container.image)
    if product is None or product.job not in _SERVING or not container.command:
        return product
    if re.search(_STARTED % re.escape(product.name.partition("-")[0]), script(container), re.IGNORECASE):
        return product
    return Product(product.name, Job.SHELL, ())
