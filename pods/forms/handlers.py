"""The fields of what a probe or a hook does: run a command, ask for a page, open a connection, ask gRPC, wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import Exec, Grpc, HttpGet, Sleep, TcpSocket
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import headers, words
from pods.forms.editing import optional_text, same_choices, when
from pods.forms.headers import Headers
from pods.forms.needed import NEEDED
from pods.forms.numbers import is_number
from pods.forms.offering import offer, offering

Handler = Exec | HttpGet | TcpSocket | Grpc | Sleep
Said = Mapping[str, Any]

LABELS = {
    "exec": _("run a command"),
    "httpGet": _("ask for a page"),
    "tcpSocket": _("open a connection"),
    "grpc": _("ask gRPC's health service"),
    "sleep": _("wait"),
}
# The fields that each handler's form holds.
_OWN: Mapping[str, Mapping[str, str]] = {
    "exec": {"command": "command"},
    "httpGet": {
        "path": "path",
        "port": "port",
        "scheme": "scheme",
        "host": "host",
        "httpHeaders": "headers",
    },
    "tcpSocket": {"port": "port", "host": "host"},
    "grpc": {"port": "port", "service": "service"},
    "sleep": {"seconds": "seconds"},
}
# The fields of the API behind those that several handlers have, where it is not that of httpGet.
_BEHIND: Mapping[str, Mapping[str, str]] = {
    "tcpSocket": {"port": "TCPSocketAction.port", "host": "TCPSocketAction.host"},
    "grpc": {"port": "GRPCAction.port"},
}
_NUMBERS = frozenset({"port", "seconds"})
_LONGEST = 48  # characters of a handler beside its title
_ROWS = 8


class HandlerFields(forms.Form):
    """What can be said of a handler; which of it is asked for follows from what it does."""

    api: ClassVar[Mapping[str, str]] = {
        "command": "ExecAction.command",
        "port": "HTTPGetAction.port",
        "path": "HTTPGetAction.path",
        "scheme": "HTTPGetAction.scheme",
        "host": "HTTPGetAction.host",
        "headers": "HTTPGetAction.httpHeaders",
    }
    what = forms.ChoiceField(
        label=_("Does"), required=False, widget=forms.Select(attrs={"data-choice": "", "class": "whole"})
    )
    command = words.area(
        _("Command, one word a line"), placeholder="cat\n/tmp/ready", **NEEDED, **when("exec")
    )
    port = offering(_("Port"), placeholder="8080", **NEEDED, **when("httpGet", "tcpSocket", "grpc"))
    path = optional_text(_("Path"), placeholder="/", **when("httpGet"))
    scheme = forms.ChoiceField(
        label=_("Scheme"),
        required=False,
        choices=same_choices("HTTPS", empty="HTTP"),
        widget=forms.Select(attrs=when("httpGet")),
    )
    host = optional_text(_("Host"), placeholder=_("the pod"), **when("httpGet", "tcpSocket"))
    headers = headers.area(_("Headers"), placeholder="Accept: text/plain", **when("httpGet"))

    def api_behind(self, name: str) -> str | None:
        """The field of the API behind a field, by what the handler does."""
        return _BEHIND.get(self["what"].value() or "", self.api).get(name) or self.api.get(name)

    def clean_command(self) -> str:
        """The words, one a line, also of what was typed as one line for a shell."""
        typed = str(self.cleaned_data["command"])
        return words.of_command_line(typed) if "command" in self.changed_data else typed

    def clean_headers(self) -> Headers:
        """The headers of a request."""
        return headers.split(self.cleaned_data["headers"])

    def clean(self) -> None:
        """Raises ValidationError for a handler whose port is missing or of the wrong kind."""
        what, port = self.cleaned_data.get("what"), self.cleaned_data.get("port")
        if what in ("httpGet", "tcpSocket", "grpc") and not port:
            self.add_error("port", _("Choose the port to ask."))
        elif what == "grpc" and isinstance(port, str) and not is_number(port):
            self.add_error("port", _("gRPC takes a port by its number only."))

    def prepare_handler(self, container: Container, said: Said) -> Message | None:
        """Fit the fields to what the text says; the note on what they cannot show."""
        offer(
            self.fields["port"],
            [each for port in container.ports for each in _offers(port.name, port.number)],
        )
        for name in ("command", "headers"):
            shown = str(self.initial.get(name) or "")
            self.fields[name].widget.attrs["rows"] = max(1, min(_ROWS, shown.count("\n") + 1))
        if words.holds(command_of(said)):
            return None
        self.fields["command"].disabled = True
        return say(_LINES)

    def chosen_handler(self, said: Said) -> Handler | None:
        """The handler as the fields say it, or None. A command that its field cannot show stays that of the text."""
        wanted = self.cleaned_data
        port = int(wanted["port"]) if is_number(wanted["port"]) else wanted["port"]
        match wanted["what"]:
            case "exec":
                kept = self.fields["command"].disabled
                return Exec(command_of(said) if kept else words.split(wanted["command"]))
            case "httpGet":
                scheme = wanted["scheme"] or "HTTP"
                return HttpGet(port, wanted["path"] or "/", scheme, wanted["host"], wanted["headers"])
            case "tcpSocket":
                return TcpSocket(port, wanted["host"])
            case "grpc":
                return Grpc(port, wanted["service"])
            case "sleep":
                return Sleep(wanted["seconds"] or 0)
        return None


def held(said: Said, allowed: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a handler says in these fields; None where it is none of the allowed, or says what they cannot hold."""
    kinds = [name for name in LABELS if said.get(name) is not None]
    if len(kinds) != 1 or kinds[0] not in allowed or not isinstance(said[kinds[0]], Mapping):
        return None
    kind, fields = kinds[0], said[kinds[0]]
    if kind == "exec":
        return {"what": kind, "command": words.joined(command_of(said))} if _is_command(fields) else None
    shown = {own: fields[name] for name, own in _OWN[kind].items() if fields.get(name) is not None}
    listed = headers.joined(shown.pop("headers", None))
    if listed is None or not all(_plain(name, value) for name, value in shown.items()):
        return None
    if shown.get("scheme") == "HTTP":
        shown["scheme"] = ""
    return {"what": kind, "headers": listed, **shown}


def others(said: Said) -> set[str]:
    """The fields of a handler that the form does not hold: they stay."""
    return {
        f"{kind}.{name}"
        for kind, own in _OWN.items()
        if isinstance(said.get(kind), Mapping)
        for name in said[kind].keys() - own.keys()
    }


def command_of(said: Said) -> tuple[str, ...]:
    """The words of the command of a handler."""
    found = paths.value_at(said, "exec.command")
    return tuple(map(str, found)) if isinstance(found, list) else ()


def brief(said: Said) -> str:
    """A handler in a few words of code, such as `GET :8080/ready`; "" where nothing is said."""
    kind = next((name for name in LABELS if isinstance(said.get(name), Mapping)), "")
    fields = said.get(kind) or {}
    words_of: Mapping[str, str] = {
        "": "…" if said else "",
        "exec": " ".join(" ".join(command_of(said)).split()),
        "httpGet": f"GET :{fields.get('port', '')}{fields.get('path') or '/'}",
        "tcpSocket": f"tcp :{fields.get('port', '')}",
        "grpc": f"grpc :{fields.get('port', '')}",
        "sleep": f"sleep {fields.get('seconds', '')}",
    }
    whole = words_of[kind]
    return f"{whole[:_LONGEST]}…" if len(whole) > _LONGEST else whole


def _is_command(fields: Said) -> bool:
    listed = fields.get("command")
    return isinstance(listed, list) and all(isinstance(word, str) for word in listed)


def _plain(name: str, value: Any) -> bool:
    if name == "scheme":
        return value in ("HTTP", "HTTPS")
    if type(value) is int:
        return name in _NUMBERS
    return isinstance(value, str) and len(value.splitlines()) < 2 and value == value.strip()


def _offers(name: str | None, number: int) -> list[tuple[str, str]]:
    """A port by its name, and by its number."""
    named = [(name, f"{name} · {number}")] if name else []
    return [*named, (str(number), f"{number} · {name}" if name else str(number))]


_LINES = gettext_noop("A word that spans lines, or is no text, does not fit in a form: edit it in the text.")
