"""``toposmith version``: the installed version."""

from collections.abc import Sequence
from importlib.metadata import version

from toposmith.cli.exits import CommandError, Exit


def main(arguments: Sequence[str]) -> int:
    """Exit status 0."""
    if arguments:
        raise CommandError("version takes no arguments")
    print(f"toposmith {version('toposmith')}")
    return Exit.FINE
