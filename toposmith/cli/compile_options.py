"""The arguments of ``toposmith compile``."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from provisioners.backends.contract import Right
from toposmith.cli.sources_options import add_source_options
from toposmith.cli.substitutes import add_substitute_option
from toposmith.cli.targets import target_names
from toposmith.cli.type_maps import add_type_map_option


class Arguments(argparse.Namespace):
    """What was given."""

    file: str
    to: str
    list: bool
    input: Sequence[str]
    input_file: Path | None
    output: Path | None
    grant: Sequence[str]
    option: Sequence[str]
    digest: Sequence[str]
    image: Sequence[str]
    type_map: Sequence[Path]
    name: str | None
    stdin_filename: str | None
    substitute: Sequence[str]
    repository: Sequence[str]
    allow_host: Sequence[str]
    profile_source: Sequence[str]


def read_arguments(arguments: Sequence[str]) -> Arguments:
    """The arguments; wrong ones end the process with the status 2, as ``argparse`` does."""
    parser = _parser()
    found = parser.parse_args(arguments, Arguments())
    if not found.list and found.to is None:
        parser.error("the following arguments are required: --to")
    if not found.list and found.file is None:
        parser.error("the following arguments are required: FILE")
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toposmith compile",
        description="Write the files of a platform, or of a format that others run. Secrets stay "
        "place-holders; with -o, known ones go into DIR/.env where the files' own tool reads that.",
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="a template, a folder, an archive (.csar, .zip, .tar.gz), or - for stdin",
    )
    parser.add_argument("--to", metavar="NAME", help=f"the platform or format: {', '.join(target_names())}")
    parser.add_argument("--list", action="store_true", help="list the platforms and formats with their options")
    _add_values(parser)
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="the folder to write; default: standard output"
    )
    parser.add_argument(
        "--grant",
        action="append",
        default=[],
        metavar="RIGHT",
        choices=[right.value for right in Right],
        help="a right that the platform gives: %(choices)s",
    )
    parser.add_argument("--name", help="the name of the deployment; default: after FILE")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the file that standard input stands for")
    add_type_map_option(parser)
    add_substitute_option(parser)
    add_source_options(parser)
    return parser


def _add_values(parser: argparse.ArgumentParser) -> None:
    def add(option: str, metavar: str, text: str) -> None:
        parser.add_argument(option, action="append", default=[], metavar=metavar, help=text)

    add("--input", "NAME=VALUE", "the value of an input")
    parser.add_argument("--input-file", type=Path, metavar="PATH", help="values of inputs in YAML or JSON")
    add("--option", "NAME=VALUE", "an option of the platform or format; --list shows them")
    add("--image", "IMAGE=PATH", "an image of the template as a file: an OCI layout, an archive, or a file system")
    add("--digest", "IMAGE=DIGEST", "the digest that an image of the template is pinned to")
