"""The command ``toposmith``: runs the module of the named command, and turns what happens into an exit status.

Exit statuses: 0 fine, 1 findings, 2 wrong use or unreadable input, 3 a fault of our own. This module and ``validate``
import little on purpose: the command starts as fast as Python does.
"""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn, TextIO

from topology.record import ValueRecord
from toposmith.cli.exits import CommandError, Exit


class Command(ValueRecord):
    """A command: its module, which has ``main(arguments) -> int``, what it does in a few words, whether it is brief."""

    module: str
    summary: str
    is_brief: bool = True


COMMANDS = {
    "up": Command("toposmith.cli.up", "run the portal and a worker on this machine", is_brief=False),
    "validate": Command("toposmith.cli.validate", "find the mistakes in service templates"),
    "graph": Command("toposmith.cli.graph", "draw the topology of a service template"),
    "compile": Command("toposmith.cli.compile", "write the files of a platform, such as Compose"),
    "import": Command("toposmith.cli.import_", "make a template from a Compose file or Kubernetes manifests"),
    "csar": Command("toposmith.cli.csar", "pack, inspect and validate archives"),
    "explain": Command("toposmith.cli.explain", "explain the code of a finding"),
    "lsp": Command("toposmith.cli.lsp", "serve an editor: diagnostics, completion and more", is_brief=False),
    "version": Command("toposmith.cli.version", "print the version"),
}

_BROKEN_PIPE, _INTERRUPTED = 128 + 13, 128 + 2
"""The statuses that a shell gives to a command which SIGPIPE or SIGINT ended."""

_ALIASES = {"--version": "version", "-V": "version"}
_BUG = (
    "toposmith: this is a fault in Toposmith, not in your template ({kind}). Run the command again with "
    "TOPOSMITH_DEBUG=1 and report what it prints."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, by default the process's own. Gives the exit status; shows no traceback to anybody."""
    _be_ready_for_any_text(sys.stdout, sys.stderr)
    try:
        status = _run(list(sys.argv[1:] if arguments is None else arguments), in_own_process=arguments is None)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except CommandError as error:
        print(f"toposmith: {error}", file=sys.stderr)
        return Exit.USAGE
    except Exception as error:  # noqa: BLE001 - the last place that can tell of a bug in plain words
        return _bug(error)
    if arguments is None and not gc.isenabled():
        _leave(status)
    return status


def _leave(status: int) -> NoReturn:
    """End without taking apart what was read, for which Python needs a quarter of the time of a large template."""
    sys.stderr.flush()
    os._exit(status)


def _run(arguments: list[str], *, in_own_process: bool) -> int:
    """Run a command. A brief one pauses the garbage collector of its own process: most of the time would be its."""
    if not arguments:
        print(_usage(), end="", file=sys.stderr)
        return Exit.USAGE
    name = _ALIASES.get(arguments[0], arguments[0])
    if name in ("-h", "--help", "help"):
        print(_usage(), end="")
        return Exit.FINE
    command = COMMANDS.get(name)
    if command is None:
        raise CommandError(f"there is no command {name!r}{_meant(name)}; see toposmith --help")
    if in_own_process and command.is_brief:
        gc.disable()
    run: Callable[[Sequence[str]], int] = import_module(command.module).main
    return run(arguments[1:])


def _usage() -> str:
    lines = (f"  {name:<10} {command.summary}" for name, command in COMMANDS.items())
    commands = "\n".join(lines)
    return f"usage: toposmith COMMAND ...\n\n{commands}\n\nEach command has its own --help.\n"


def _meant(name: str) -> str:
    import difflib  # noqa: PLC0415 - only needed after a mistake

    close = difflib.get_close_matches(name, COMMANDS, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _bug(error: Exception) -> int:
    if os.environ.get("TOPOSMITH_DEBUG") == "1":
        import traceback  # noqa: PLC0415 - only needed after a mistake of ours

        traceback.print_exception(error)
    print(_BUG.format(kind=type(error).__name__), file=sys.stderr)
    return Exit.FAULT


def _be_ready_for_any_text(*streams: TextIO) -> None:
    """Let a character that the terminal's encoding lacks be shown as an escape instead of ending the command."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
