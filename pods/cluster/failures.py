"""What the network does to a request, told as a `ClusterProblem` with a sentence that says what to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from kubernetes.client.exceptions import ApiException
from kubernetes.config import ConfigException
from urllib3 import exceptions

from pods.cluster.problems import ClusterProblem, Kind
from pods.domain.messages import Message, gettext_noop, say


@contextmanager
def told(server: str, over: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Turn what the HTTP client raises inside into a `ClusterProblem`.

    `over` says whether we have ended it ourselves: then nothing is a problem. The texts of the client's own errors
    are not passed on, since they may hold addresses with passwords.
    """
    try:
        yield
    except (exceptions.HTTPError, ApiException, ConfigException, OSError, ValueError) as error:
        if not over():
            raise _problem(error, server) from None


def _problem(error: Exception, server: str) -> ClusterProblem:
    host = urlsplit(server).netloc.rpartition("@")[2]
    for kinds, kind, template in _TOLD:
        if isinstance(error, kinds):
            return ClusterProblem(kind, _sentence(template, host, error))
    return ClusterProblem(Kind.UNREACHABLE, say(_REFUSED, host=host))


def _sentence(template: str, host: str, error: Exception) -> Message:
    if template == _TLS:
        return say(_TLS, host=host, why=_certificate(str(error)))
    return say(template, host=host) if "%(host)s" in template else say(template)


def _certificate(said: str) -> str:
    """Why a certificate is not trusted, in OpenSSL's words: they hold no secret and can be searched for."""
    for words in _WORDS:
        if words in said.lower():
            return words
    return "TLS"


_WORDS = (
    "self-signed certificate",
    "self signed certificate",
    "unable to get local issuer certificate",
    "certificate has expired",
    "certificate is not yet valid",
    "hostname mismatch",
    "ip address mismatch",
    "wrong version number",
    "certificate required",
    "handshake failure",
)
SLOW = gettext_noop("The API server did not finish its answer in time.")
_DEAD = gettext_noop(
    "Nobody answers at %(host)s within 3 seconds; is the cluster running, and reachable from here?"
)
_REFUSED = gettext_noop("%(host)s cannot be reached; is the cluster running, and reachable from here?")
_NAME = gettext_noop("The name of %(host)s is not known here; check the address.")
_TLS = gettext_noop(
    "%(host)s is not trusted (%(why)s); does the connection hold the right certificate authority?"
)
_CUT = gettext_noop("The connection to the API server was cut in the middle of its answer.")
_LOGIN = gettext_noop("The program that fetches the credentials of this context failed; try it with kubectl.")
# In this order: the first that fits.
_TOLD: tuple[tuple[tuple[type[Exception], ...], Kind, str], ...] = (
    ((exceptions.NameResolutionError,), Kind.UNREACHABLE, _NAME),
    ((exceptions.NewConnectionError,), Kind.UNREACHABLE, _REFUSED),
    ((exceptions.ConnectTimeoutError,), Kind.UNREACHABLE, _DEAD),
    ((exceptions.ReadTimeoutError, TimeoutError), Kind.SLOW, SLOW),
    ((exceptions.SSLError, ApiException), Kind.UNTRUSTED, _TLS),
    ((exceptions.ProtocolError, exceptions.DecodeError, ConnectionError), Kind.CUT, _CUT),
    ((ConfigException,), Kind.UNAUTHORIZED, _LOGIN),
)
