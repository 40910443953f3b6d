"""Reading a kubeconfig that somebody pasted or uploaded: contexts out, or the reason why not.

Nothing in it is run and no file it names is read: `exec`, `auth-provider` and paths would act on the server that
Podwright runs on, as Podwright. Such a kubeconfig is refused, and the sentence says what to give instead.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pods.cluster.access import Access, AccessRefused, Credentials
from pods.domain.manifest.reader import read
from pods.domain.messages import gettext_noop, say

Entry = Mapping[str, Any]
MOST_CONTEXTS = 200
# What makes kubectl run a program or open a file, and what can stand in its place.
_RUNS = ("exec", "auth-provider")
_FILES = {
    "certificate-authority": "certificate-authority-data",
    "client-certificate": "client-certificate-data",
    "client-key": "client-key-data",
    "tokenFile": "token",
}


@dataclass(frozen=True, slots=True)
class Context:
    """A context by its name; `refused` says why it cannot be used, and `access` is then None."""

    name: str
    cluster: str
    user: str
    namespace: str
    access: Access | None
    refused: AccessRefused | None = None


@dataclass(frozen=True, slots=True)
class Kubeconfig:
    """The contexts of a kubeconfig in their order, and the one it calls current."""

    contexts: tuple[Context, ...]
    current: str

    def context(self, name: str = "") -> Context:
        """The context of that name; without one the current, or the only one. Raises `AccessRefused`."""
        wanted = name or self.current or (self.contexts[0].name if len(self.contexts) == 1 else "")
        for context in self.contexts:
            if context.name == wanted:
                return context
        known = ", ".join(context.name for context in self.contexts)
        raise AccessRefused(
            say(_NO_CONTEXT, name=wanted, known=known) if wanted else say(_WHICH, known=known)
        )


def kubeconfig(text: str) -> Kubeconfig:
    """The contexts of the text. Raises `AccessRefused` where it is no kubeconfig at all."""
    config = _config(text)
    clusters, users = _named(config, "clusters", "cluster"), _named(config, "users", "user")
    contexts = _named(config, "contexts", "context")
    if not contexts:
        raise AccessRefused(say(_NO_CONTEXTS))
    if len(contexts) > MOST_CONTEXTS:
        raise AccessRefused(say(_MANY, most=MOST_CONTEXTS))
    found = tuple(_context(name, entry, clusters, users) for name, entry in contexts.items())
    return Kubeconfig(found, _word(config, "current-context"))


def _config(text: str) -> Entry:
    manifest = read(text)
    if manifest.error is not None:
        error = manifest.error
        if error.rule.endswith("-limit"):  # too large, too deep, or a bomb of aliases
            raise AccessRefused(error.message)
        if error.rule == "not-an-object":
            raise AccessRefused(say(_NO_KUBECONFIG))
        raise AccessRefused(say(_UNREADABLE, line=error.position.line, column=error.position.column))
    config = manifest.value(manifest.documents[0].index, "") if manifest.documents else None
    if (
        not isinstance(config, Mapping)
        or config.get("kind", "Config") != "Config"
        or "clusters" not in config
    ):
        raise AccessRefused(say(_NO_KUBECONFIG))
    return config


def _named(config: Entry, plural: str, singular: str) -> dict[str, Entry]:
    """Entries of a list by name. The first of a name counts, as for kubectl."""
    found: dict[str, Entry] = {}
    listed = config.get(plural)
    for entry in listed if isinstance(listed, Sequence) and not isinstance(listed, str) else ():
        if isinstance(entry, Mapping) and isinstance(entry.get(singular), Mapping):
            found.setdefault(str(entry.get("name")), entry[singular])
    return found


def _context(name: str, entry: Entry, clusters: Mapping[str, Entry], users: Mapping[str, Entry]) -> Context:
    cluster, user, namespace = (_word(entry, key) for key in ("cluster", "user", "namespace"))
    try:
        if cluster not in clusters:
            raise AccessRefused(say(_DANGLING, context=name, what="cluster", name=cluster))
        if user and user not in users:
            raise AccessRefused(say(_DANGLING, context=name, what="user", name=user))
        access = _access(clusters[cluster], users.get(user, {}))
    except AccessRefused as refused:
        return Context(name, cluster, user, namespace, None, refused)
    return Context(name, cluster, user, namespace, access)


def _access(cluster: Entry, user: Entry) -> Access:
    for key in _RUNS:
        if user.get(key):
            raise AccessRefused(say(_RUN, key=key))
    for entry in (cluster, user):
        for key, instead in _FILES.items():
            # kubectl prefers the data where both stand; a path that nobody reads is still a path to refuse.
            if entry.get(key):
                raise AccessRefused(say(_FILE, key=key, instead=instead))
    return Access(
        server=_word(cluster, "server").rstrip("/"),
        credentials=_credentials(user),
        authority=_pem(cluster, "certificate-authority-data"),
        server_name=_word(cluster, "tls-server-name"),
        verify=cluster.get("insecure-skip-tls-verify") is not True,
        proxy=_word(cluster, "proxy-url"),
    )


def _credentials(user: Entry) -> Credentials:
    certificate, key = _pem(user, "client-certificate-data"), _pem(user, "client-key-data")
    if bool(certificate) != bool(key):
        raise AccessRefused(say(_HALF))
    return Credentials(
        token=_header(user, "token"),
        username=_header(user, "username"),
        password=_header(user, "password"),
        certificate=certificate,
        key=key,
        impersonate=_impersonate(user),
    )


def _impersonate(user: Entry) -> dict[str, list[str]]:
    """The headers by which one acts as somebody else."""
    found: dict[str, list[str]] = {}
    for key, header in (("as", "Impersonate-User"), ("as-uid", "Impersonate-Uid")):
        if _header(user, key):
            found[header] = [_header(user, key)]
    groups = user.get("as-groups")
    if isinstance(groups, Sequence) and not isinstance(groups, str):
        found["Impersonate-Group"] = [_clean(str(group)) for group in groups]
    extra = user.get("as-user-extra")
    for key, values in extra.items() if isinstance(extra, Mapping) else ():
        listed = values if isinstance(values, Sequence) and not isinstance(values, str) else [values]
        found[f"Impersonate-Extra-{_clean(str(key))}"] = [_clean(str(value)) for value in listed]
    return {header: values for header, values in found.items() if values}


def _word(entry: Entry, key: str) -> str:
    value = entry.get(key)
    return value.strip() if isinstance(value, str) else ""


def _header(entry: Entry, key: str) -> str:
    return _clean(_word(entry, key))


def _clean(value: str) -> str:
    """A value that goes into a header; one with a line break would be a second header."""
    if not value.isprintable():
        raise AccessRefused(say(_BREAKS))
    return value


def _pem(entry: Entry, key: str) -> str:
    """Base64 data that holds PEM."""
    data = _word(entry, key)
    if not data:
        return ""
    try:
        pem = base64.b64decode("".join(data.split()), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        raise AccessRefused(say(_NO_PEM, key=key)) from None
    if "-----BEGIN " not in pem:
        raise AccessRefused(say(_NO_PEM, key=key))
    return pem


_UNREADABLE = gettext_noop(
    "Line %(line)s, column %(column)s cannot be read as YAML; paste the whole kubeconfig."
)
_NO_KUBECONFIG = gettext_noop("This is no kubeconfig: it needs `kind: Config`, clusters, users and contexts.")
_NO_CONTEXTS = gettext_noop(
    "This kubeconfig has no contexts; `kubectl config view --raw --flatten` prints a whole one."
)
_MANY = gettext_noop("This kubeconfig has more than %(most)s contexts; keep those that are needed.")
_NO_CONTEXT = gettext_noop("There is no context “%(name)s”; there are: %(known)s.")
_WHICH = gettext_noop("Choose one of the contexts: %(known)s.")
_DANGLING = gettext_noop(
    "The context “%(context)s” names a %(what)s “%(name)s” that the kubeconfig does not hold."
)
_RUN = gettext_noop(
    "This kubeconfig gets its credentials by running a program (%(key)s), which would run on the server of Podwright. "
    "Give a token of a service account instead (`kubectl create token`)."
)
_FILE = gettext_noop(
    "This kubeconfig names a file (%(key)s), which would be read on the server of Podwright. "
    "`kubectl config view --raw --flatten` puts its content in as %(instead)s."
)
_HALF = gettext_noop(
    "A client certificate and its key belong together; this kubeconfig has only one of them."
)
_BREAKS = gettext_noop(
    "A token, name or password of this kubeconfig has a line break or a control character in it."
)
_NO_PEM = gettext_noop("%(key)s is not a base64 text with a PEM certificate or key in it.")
