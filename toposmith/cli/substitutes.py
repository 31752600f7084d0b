"""``--substitute FILE``: service templates that may stand for abstract nodes of the template."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from topology.record import replace
from toposmith.cli.exits import CommandError
from toposmith.cli.templates import Template


def add_substitute_option(parser: ArgumentParser) -> None:
    """Add the option. Its value is a list; :func:`with_substitutes` takes it."""
    parser.add_argument(
        "--substitute",
        action="append",
        default=[],
        metavar="FILE",
        help="a template that may stand for abstract nodes, in the template's folder; in an archive, its path there",
    )


def with_substitutes(template: Template, files: Sequence[str]) -> Template:
    """The template with further ones beside it. Raises :class:`CommandError` for one that is not there."""
    if not files:
        return template
    named = (_beside(template, file) for file in files)
    return replace(template, substitutes=(*named, *template.substitutes))


def _beside(template: Template, file: str) -> str:
    """The path of a file below the folder that holds the template's files."""
    if template.folder is None:
        return Path(file).as_posix()
    place, folder = Path(file).resolve(), Path(template.folder).resolve()
    if not place.is_relative_to(folder):
        raise CommandError(f"--substitute {file}: is not in the template's folder {template.folder}")
    if not place.is_file():
        raise CommandError(f"--substitute {file}: there is no such file")
    return place.relative_to(folder).as_posix()
