"""``toposmith csar``: pack a folder to an archive, look into one, and find its mistakes."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from topology.csar.pack import PACKERS
from toposmith.cli import validate
from toposmith.cli.csar_inspect import inspect
from toposmith.cli.csar_pack import pack
from toposmith.cli.exits import CommandError
from toposmith.cli.sources_options import add_source_options, outside_from
from toposmith.cli.templates import STDIN, is_archive
from toposmith.cli.validate_options import options_from


def main(arguments: Sequence[str]) -> int:
    """Exit status 0, 1 when the template or the archive has errors, 2 for wrong use or what cannot be read."""
    if arguments[:1] == ["validate"]:
        return _validate(arguments[1:])
    options = _parser().parse_args(arguments)
    if options.command == "pack":
        outside = outside_from(options.repository, options.allow_host, options.profile_source)
        return pack(options.folder, options.output, options.format, outside)
    if not _may_be_archive(options.file):
        raise CommandError(f"{options.file}: is no archive")
    return inspect(options.file, as_json=options.json)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="toposmith csar", description="Pack, inspect and validate archives (CSAR).")
    commands = parser.add_subparsers(dest="command", required=True, metavar="pack | inspect | validate")
    packing = commands.add_parser("pack", help="pack a folder; the same folder gives the same archive")
    packing.add_argument("folder", metavar="DIR", help="the folder with the template and its files")
    packing.add_argument("-o", "--output", type=Path, metavar="FILE", help="the archive to write; default: DIR.csar")
    packing.add_argument("--format", choices=list(PACKERS), help="default: as FILE is named, else zip")
    add_source_options(packing)
    inspecting = commands.add_parser("inspect", help="show what an archive says of itself and which files it holds")
    inspecting.add_argument("file", metavar="FILE", help="the archive")
    inspecting.add_argument("--json", action="store_true", help="write one object for programs")
    commands.add_parser("validate", help="find the mistakes in archives; takes what toposmith validate takes")
    return parser


def _validate(arguments: Sequence[str]) -> int:
    for file in options_from(arguments).files:
        if file == STDIN or not _may_be_archive(file):
            raise CommandError(f"{file}: is no archive; toposmith validate takes everything else")
    return validate.main(arguments)


def _may_be_archive(file: str) -> bool:
    """Whether a file is an archive; of one that cannot be read, ``validate`` tells."""
    try:
        return is_archive(file)
    except (OSError, ValueError):
        return not Path(file).is_dir()
