"""``toposmith lsp``: the language server, which editors start and speak with over standard input and output."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from toposmith.cli.exits import CommandError, Exit


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 after the client said ``shutdown`` and ``exit``, 1 when it went away without saying so.

    Source: Language Server Protocol 3.17, "Exit Notification".
    """
    parser = argparse.ArgumentParser(
        prog="toposmith lsp",
        description="Serve an editor with diagnostics, completion and more, over standard input and output.",
    )
    parser.add_argument("--stdio", action="store_true", help="what it does anyway; many editors say so")
    parser.parse_args(arguments)
    try:
        from toposmith.lsp.server import make_server  # noqa: PLC0415 - the extra may be missing
    except ImportError:
        raise CommandError("the language server needs more packages: pip install 'toposmith[lsp]'") from None
    server = make_server(version("toposmith"))
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        server.start_io(sys.stdin.buffer, output)
    return Exit.FINE if server.was_shut_down else Exit.FINDINGS
