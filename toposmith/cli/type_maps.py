"""The option ``--type-map``: where node types of other tools name their image, ports and environment."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from provisioners.backends.type_map import TypeMap
from provisioners.containers.type_map.read import read_type_map
from provisioners.containers.type_map.shipped import shipped_type_map
from topology.diagnostics import Diagnostic
from toposmith.cli.exits import CommandError


def add_type_map_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--type-map",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="where node types of other tools name their image, ports and environment; see docs/type-maps.md",
    )


def type_map_of(places: Sequence[Path]) -> TypeMap:
    """The shipped maps and those of the files, of which the later count. Raises :class:`CommandError`."""
    found = shipped_type_map()
    for place in places:
        try:
            content = place.read_bytes()
        except OSError as error:
            raise CommandError(f"{place}: cannot be read: {error.strerror}") from error
        read, diagnostics = read_type_map(content, str(place))
        if diagnostics:
            raise CommandError("\n".join(map(_as_line, diagnostics)))
        found = found.extended_by(read)
    return found


def _as_line(found: Diagnostic) -> str:
    span = found.span
    return f"{span.file}:{span.line}:{span.column}: {found.message} [{found.code}]"
