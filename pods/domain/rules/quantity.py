"""Quantities are written the way Kubernetes reads them

CPU, memory, storage and all other amounts are a number and a suffix: n u m k M G T P E count in powers of
1000, Ki Mi Gi Ti Pi Ei in powers of 1024, e3 is an exponent. Anything else, such as 1GB, 100 m or 0,5,
makes the API server refuse the whole object.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain.findings import Context, Flaw, rule
from pods.domain.quantities import BadQuantity, from_json
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, departure in context.departures:
        if departure.expected != "quantity" or type(departure.value) not in (str, int, float):
            continue
        bad = from_json(departure.value)
        if isinstance(bad, BadQuantity):
            yield Flaw(found.document, departure.path, bad.message, bad.help, rejected_by_api=True)
