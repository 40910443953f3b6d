"""What the exit code of a container means (FACTS C.5; 128 + n is how a shell and the runtime tell of signal n)."""

from __future__ import annotations

from pods.cluster.live.state import Exit
from pods.domain.messages import Message, gettext_noop, say

OUT_OF_MEMORY = "OOMKilled"
NO_COMMAND = (126, 127)


def meaning(ended: Exit) -> Message:
    """What the end of a try says, in one sentence."""
    if ended.reason == OUT_OF_MEMORY:
        return say(_MEMORY)
    number = ended.signal or (ended.code - 128 if 128 < ended.code <= 128 + 64 else 0)
    template = _CODES.get(ended.code) or (_SIGNAL if number else _OWN)
    return say(template, code=ended.code, signal=number)


_MEMORY = gettext_noop("The kernel killed it because it used more memory than its limit.")
_SIGNAL = gettext_noop("Signal %(signal)s ended it (exit code %(code)s).")
_OWN = gettext_noop("The program itself ended with exit code %(code)s; its log says why.")
_CODES = {
    0: gettext_noop("The program ended by itself, without an error (exit code 0)."),
    126: gettext_noop("Its command was found but cannot be executed (exit code 126)."),
    127: gettext_noop("Its command was not found in the image (exit code 127)."),
    134: gettext_noop("The program aborted itself (signal 6, exit code 134)."),
    137: gettext_noop(
        "It was killed (signal 9, exit code 137): by the kernel for want of memory, or by the kubelet after "
        "a probe "
        "failed or its grace was over."
    ),
    139: gettext_noop("The program touched memory that is not its own (signal 11, exit code 139)."),
    143: gettext_noop("It was asked to end and did (signal 15, exit code 143)."),
    255: gettext_noop(
        "The program ended with exit code 255: a failure of its own, or the runtime lost sight of it."
    ),
}
