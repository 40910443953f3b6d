"""From a way to a cluster to a client that speaks to it: stored credentials, a kubeconfig here, or a pod's account."""

from __future__ import annotations

import os
import ssl
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kubernetes.client import Configuration
from kubernetes.client.rest import RESTClientObject
from kubernetes.config import (
    ConfigException,
    list_kube_config_contexts,
    load_incluster_config,
    load_kube_config,
)
from urllib3 import HTTPHeaderDict, make_headers
from urllib3.util.ssl_ import create_urllib3_context
from yaml import YAMLError

from pods.cluster.access import Access, AccessRefused, Credentials
from pods.domain.messages import gettext_noop, say

# What the client raises for a kubeconfig that is not there, or not as it should be.
_BROKEN = (ConfigException, OSError, ValueError, KeyError, TypeError, AttributeError, YAMLError)
LOGIN = 15.0  # seconds for a program of this machine's kubeconfig to fetch credentials


@dataclass(frozen=True, slots=True)
class Transport:
    """An HTTP client for one API server, and the headers that say who one is (they are asked for anew each time)."""

    server: str
    rest: RESTClientObject = field(repr=False)
    configuration: Configuration = field(repr=False)
    who: Credentials = field(default_factory=Credentials)

    @property
    def verified(self) -> bool:
        """Whether it is made sure that the server is who it says it is."""
        return self.server.startswith("https:") and bool(self.configuration.verify_ssl)

    def headers(self) -> HTTPHeaderDict:
        """Authorization and impersonation. A token that expired is fetched again on the way."""
        headers = HTTPHeaderDict()
        token = self.configuration.get_api_key_with_prefix("BearerToken", alias="authorization")
        if token:
            headers["Authorization"] = token
        if self.who.username and not self.who.token:
            headers.update(make_headers(basic_auth=f"{self.who.username}:{self.who.password}"))
        for name, values in self.who.impersonate.items():
            for value in values:  # each in a header of its own: a comma may be part of a group's name
                headers.add(name, value)
        return headers


def of_access(access: Access) -> Transport:
    """The client of stored credentials. Raises `AccessRefused` where certificate and key cannot be used."""
    who = access.credentials
    configuration = _configuration(access.server, access.server_name, access.proxy)
    configuration.verify_ssl = access.verify
    if who.token:
        configuration.api_key["BearerToken"] = f"Bearer {who.token}"
    rest = RESTClientObject(configuration)
    if access.server.startswith("https:"):
        pool = rest.pool_manager.connection_pool_kw
        pool["ssl_context"] = _tls(access)
        pool["cert_reqs"] = ssl.CERT_REQUIRED if access.verify else ssl.CERT_NONE
    return Transport(access.server, rest, configuration, who)


def of_this_machine(context: str) -> Transport:
    """The client of a context in this machine's kubeconfig, as kubectl would use it, programs and files included."""
    configuration = _configuration("")
    try:
        _in_time(
            lambda: load_kube_config(
                context=context, client_configuration=configuration, persist_config=False
            )
        )
    except TimeoutError:
        raise AccessRefused(say(_SLOW_LOGIN)) from None
    except _BROKEN as error:
        known = [name for name, _namespace in contexts_of_this_machine()]
        if known and context not in known:
            raise AccessRefused(say(_NO_CONTEXT, context=context)) from None
        raise AccessRefused(say(_CONTEXT, context=context, kind=type(error).__name__)) from None
    return Transport(configuration.host, RESTClientObject(configuration), configuration)


def of_the_pod() -> Transport:
    """The client of the service account of the pod that this runs in."""
    configuration = _configuration("")
    try:
        load_incluster_config(client_configuration=configuration)
    except (ConfigException, OSError):
        raise AccessRefused(say(_NO_POD)) from None
    return Transport(configuration.host, RESTClientObject(configuration), configuration)


def contexts_of_this_machine() -> tuple[tuple[str, str], ...]:
    """Name and namespace of each context in this machine's kubeconfig, the current one first; none if there is none."""
    try:
        contexts, current = list_kube_config_contexts()
    except _BROKEN:
        return ()
    ordered = sorted(contexts, key=lambda context: context["name"] != current["name"])
    return tuple((context["name"], context["context"].get("namespace") or "default") for context in ordered)


def in_a_pod() -> bool:
    """Whether this runs in a pod that has a service account."""
    return "KUBERNETES_SERVICE_HOST" in os.environ and (_ACCOUNT / "token").is_file()


def namespace_of_the_pod() -> str:
    """The namespace of the pod that this runs in."""
    try:
        return (_ACCOUNT / "namespace").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return "default"


def _in_time(work: Callable[[], None]) -> None:
    """Do it in a thread, and give up waiting with TimeoutError: a program it runs may wait for somebody to type."""
    done: Future[None] = Future()

    def do() -> None:
        try:
            done.set_result(work())  # type: ignore[func-returns-value]
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=do, name="kubeconfig", daemon=True).start()
    done.result(LOGIN)


def _configuration(server: str, server_name: str = "", proxy: str = "") -> Configuration:
    # `retries` counts silent repetitions, each with its own time-out; False means none and no redirects either, which
    # would carry credentials elsewhere.
    configuration: Any = Configuration(host=server or None, retries=False, proxy=proxy or None)
    configuration.tls_server_name = server_name or None
    configuration.keep_alive = True
    configuration.debug = False
    return configuration  # type: ignore[no-any-return]


def _tls(access: Access) -> ssl.SSLContext:
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED if access.verify else ssl.CERT_NONE)
    context.check_hostname = access.verify
    # Python 3.13 asks more of an authority than kubectl does; clusters' own authorities often lack it.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    try:
        if access.authority:
            context.load_verify_locations(cadata=access.authority)
        elif access.verify:
            context.load_default_certs()
        if access.credentials.certificate:
            _load_certificate(context, access.credentials)
    except (ssl.SSLError, ValueError):
        raise AccessRefused(say(_CERTIFICATE)) from None
    return context


def _load_certificate(context: ssl.SSLContext, who: Credentials) -> None:
    """Give the client certificate to OpenSSL, which takes it from a file only: one that lives for that moment."""
    with tempfile.TemporaryDirectory(prefix="podwright-") as folder:  # made for its owner alone
        file = Path(folder) / "client.pem"
        file.write_text(f"{who.certificate}\n{who.key}\n", encoding="ascii")
        # Without a password at hand OpenSSL would ask for one on the terminal and wait.
        context.load_cert_chain(file, password="")


_ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
_SLOW_LOGIN = gettext_noop(
    "The program that fetches the credentials of this context did not finish in time; try it with kubectl."
)
_CONTEXT = gettext_noop(
    "The context “%(context)s” of this machine's kubeconfig cannot be used (%(kind)s); try it with kubectl."
)
_NO_CONTEXT = gettext_noop(
    "This machine's kubeconfig has no context “%(context)s”; kubectl config get-contexts lists those it has."
)
_NO_POD = gettext_noop("Podwright does not run in a pod with a service account here.")
_CERTIFICATE = gettext_noop(
    "The certificates or the key of this connection cannot be used; they may be damaged or encrypted."
)
