"""What ``toposmith validate`` takes on its command line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from topology.record import ValueRecord
from toposmith.cli.exits import CommandError
from toposmith.cli.templates import STDIN

if TYPE_CHECKING:
    from argparse import ArgumentParser

FORMATS = ("text", "json", "github", "sarif", "junit")


class Options(ValueRecord):
    """The command line."""

    files: Sequence[str]
    format: str = "text"
    stdin_filename: str | None = None
    fix: bool = False
    diff: bool = False
    second_opinion: bool = False
    repository: Sequence[str] = ()
    allow_host: Sequence[str] = ()
    profile_source: Sequence[str] = ()
    substitute: Sequence[str] = ()

    @property
    def names_sources(self) -> bool:
        """Whether anything may be imported from outside."""
        return bool(self.repository or self.allow_host or self.profile_source)


def options_from(arguments: Sequence[str]) -> Options:
    """The options. Raises :class:`CommandError` for those that do not go together, and exits for wrong ones.

    Names of files alone need no parser, which would take longer than reading a small template.
    """
    if arguments and all(argument == STDIN or not argument.startswith("-") for argument in arguments):
        options = Options(arguments)
    else:
        options = Options(**vars(_parser().parse_args(arguments)))
    if options.files.count(STDIN) > 1:
        raise CommandError("standard input can be read only once")
    if options.diff and not options.fix:
        raise CommandError("--diff shows what --fix would change; give both")
    if options.diff and (options.format != "text" or options.second_opinion):
        raise CommandError("--diff writes a diff and nothing else; leave --format and --second-opinion out")
    if options.second_opinion and options.format not in ("text", "json"):
        raise CommandError("--second-opinion is written as text or json only")
    return options


def _parser() -> "ArgumentParser":
    from argparse import ArgumentParser  # noqa: PLC0415 - only needed for options

    from toposmith.cli.second_opinion import add_option  # noqa: PLC0415
    from toposmith.cli.sources_options import add_source_options  # noqa: PLC0415
    from toposmith.cli.substitutes import add_substitute_option  # noqa: PLC0415

    parser = ArgumentParser(
        prog="toposmith validate",
        description="Find the mistakes in TOSCA service templates.",
        epilog="Exit status: 0 no errors, 1 errors, 2 wrong use or unreadable input, 3 a fault of Toposmith.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a template, a folder, an archive (.csar, .zip, .tar.gz), or - for stdin",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the file that standard input stands for")
    parser.add_argument("--fix", action="store_true", help="change the files where only one edit is sensible")
    parser.add_argument("--diff", action="store_true", help="with --fix: write a diff instead of changing files")
    add_option(parser)
    add_substitute_option(parser)
    add_source_options(parser)
    return parser
