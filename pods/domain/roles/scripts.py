"""What a script on the command line does all day, told by the commands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pods.domain.manifest.views import Container
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.network.programs import script


class Work(StrEnum):
    """The kinds of work that show in a script."""

    REWRITES = "rewrites"
    FOLLOWS = "follows"
    FORWARDS = "forwards"
    REPEATS = "repeats"
    RELOADS = "reloads"
    IDLES = "idles"


@dataclass(frozen=True, slots=True)
class Doing:
    """A kind of work found in a script, and the sentence that says so."""

    work: Work
    because: Message


_FOLLOW = re.compile(r"\btail\b[^|;&\n]{0,60}?\s(?:-\w{0,6}[fF]\b|--follow)[^|;&\n]{0,200}")
_REWRITE = re.compile(r"\s*\|\s*(?:while\b|sed\b|awk\b|jq\b|grep\b|tr\b|cut\b|perl\b|python)")
_FORWARD = re.compile(
    r"\bsocat\b|\bssh\b[^|;&\n]{0,100}\s-\w{0,6}L\b|\bkubectl proxy\b|\bnc\b[^|;&\n]{0,60}-l[^|;&\n]{0,60}\|\s*nc\b"
)
_REPEAT = re.compile(r"\b(?:while (?:true|:|sleep)|until false|watch -n|for \(\(\s*;;)")
_FETCH = re.compile(
    r"\b(git (?:clone|pull|fetch)|rsync|rclone|aws s3|gsutil|azcopy|mc (?:mirror|cp)|curl|wget|pg_dump|mysqldump|"
    r"mongodump|restic|scp|logrotate)\b"
)
_RELOAD = re.compile(
    r"\binotifywait\b|-s reload\b|\bkill (?:-s )?-?(?:HUP|SIGHUP|1)\b|\bpkill -HUP\b|/-/reload\b|\bwatchexec\b"
)
_CUES = (
    "tail",
    "socat",
    "ssh",
    "kubectl",
    "nc ",
    "inotify",
    "reload",
    "kill",
    "watch",
    "sleep",
    "while",
    "until",
)
_IDLE = re.compile(
    r"(?:\S*sh\s+-\w+\s+)?(?:--\s+)?(?:exec\s+)?(?:while (?:true|:)\s*;\s*do\s+)?(?:\S*/)?"
    r"(?:sleep\s+(?:infinity|inf|\d+\w?)|tail -f /dev/null)\s*;?\s*(?:done)?\s*;?\s*"
)


def doing(container: Container) -> Doing | None:
    """The most telling work of the container's script, if its command line is one."""
    text = script(container)
    if not any(cue in text for cue in _CUES):
        return None
    followed = _FOLLOW.search(text)
    if followed and not _writes_itself(text, followed[0]):
        rewrites = _REWRITE.match(text, followed.end())
        return Doing(Work.REWRITES, say(_REWRITES)) if rewrites else Doing(Work.FOLLOWS, say(_FOLLOWS))
    if _FORWARD.search(text):
        return Doing(Work.FORWARDS, say(_FORWARDS))
    if _RELOAD.search(text):
        return Doing(Work.RELOADS, say(_RELOADS))
    if _IDLE.fullmatch(text):
        return Doing(Work.IDLES, say(_IDLES))
    return _repeated(text)


def _writes_itself(text: str, followed: str) -> bool:
    """The followed file is written by the same script, or is no file at all."""
    file = followed.split()[-1]
    return file == "/dev/null" or f">> {file}" in text or f">>{file}" in text or f"> {file}" in text


def _repeated(text: str) -> Doing | None:
    loop = _REPEAT.search(text)
    job = _FETCH.search(text) if loop else None
    return Doing(Work.REPEATS, say(_REPEATS, job=job[1])) if job else None


_REWRITES = gettext_noop("It follows what another container writes and rewrites it line by line.")
_FOLLOWS = gettext_noop("It follows a file that another container writes.")
_FORWARDS = gettext_noop("It forwards connections made to it on localhost.")
_RELOADS = gettext_noop("It watches for changes and makes another program reload.")
_REPEATS = gettext_noop("It does a small job over and over: %(job)s.")
_IDLES = gettext_noop("It only waits: a shell to work from inside the pod.")
