"""What a process may open: the files of a folder and Python's own, and no connection at all.

tosca-parser follows addresses, absolute paths and paths that leave the folder; here it finds a fence. It holds against
what a template can make tosca-parser do, not against code that wants out: templates bring no code to this process.
"""

import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ctypes.", "urllib.")
_HERE = str(Path(__file__).parent)
"""tosca-parser keeps a trace with each of its messages, and for that reads the source of who called it."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class OutOfBounds(Exception):
    """The template made the reader ask for something outside; the message says what, as a clause."""


def fence_in(folder: str) -> None:
    """Raise :class:`OutOfBounds` from now on for whatever this process asks for outside of ``folder``, for good."""
    libraries = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    own = tuple(os.path.realpath(path) + os.sep for path in (folder, _HERE, *libraries))
    sys.addaudithook(_guard(own))


def _guard(own: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    def guard(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            _check_open(own, path, flags)
        elif event.startswith(_FORBIDDEN):
            raise OutOfBounds(f"it asked for {_what(event, arguments)}")

    return guard


def _check_open(own: tuple[str, ...], path: object, flags: object) -> None:
    if not isinstance(path, str | bytes):
        return
    place = os.path.realpath(os.fsdecode(path))
    if isinstance(flags, int) and flags & _WRITING:
        raise OutOfBounds(f"it wanted to write the file {place}")
    if not place.startswith(own):
        raise OutOfBounds(f"it asked for the file {place}")


def _what(event: str, arguments: tuple[object, ...]) -> str:
    return f"the address {arguments[0]}" if event == "urllib.Request" else f"{event} {arguments!r}"
