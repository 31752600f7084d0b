"""``toposmith compile``: the files of a platform, without a server and without touching the platform."""

import argparse
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from provisioners.backends.contract import Backend, RenderContext, Rendered, Right
from provisioners.backends.registry import UnknownBackend, load_backend
from topology.diagnostics.report import Report
from topology.graph.model import TopologyGraph
from topology.reading import Reading
from topology.record import replace
from toposmith.cli.dotenv import render_dotenv, write_private
from toposmith.cli.exits import CommandError, Exit
from toposmith.cli.findings import read, show
from toposmith.cli.inputs import inputs_for
from toposmith.cli.sources_options import add_source_options, outside_from
from toposmith.cli.substitutes import add_substitute_option, with_substitutes
from toposmith.cli.templates import STDIN, Template, open_template

_MAX_NAME = 40
_RIGHTS = "TS7"
"""What the codes of rights that a target must grant begin with."""


def main(arguments: Sequence[str]) -> int:
    """Exit status 0, 1 when the template or the platform refuses, 2 for wrong use or unreadable input."""
    options = _parser().parse_args(arguments)
    backend = _backend(options.to)
    outside = outside_from(options.repository, options.allow_host, options.profile_source)
    template = replace(open_template(options.file, stdin_filename=options.stdin_filename), outside=outside)
    template = with_substitutes(template, options.substitute)
    declared = _graph(template, read(template))
    if declared is None:
        return Exit.FINDINGS
    inputs = inputs_for(declared.inputs, options.input, options.input_file)
    graph = _graph(template, read(template, inputs.values))
    if graph is None:
        return Exit.FINDINGS
    rendered = backend.render(graph, _context(options))
    if not _is_fine(template, rendered):
        return Exit.FINDINGS
    _write(rendered, options.output)
    _write_secrets(rendered, {**graph.template_secrets, **inputs.secrets}, options.output)
    _tell_of_builds(rendered)
    return Exit.FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toposmith compile",
        description="Write the files of a platform. Secrets stay place-holders; with -o, known ones go into DIR/.env.",
    )
    parser.add_argument(
        "file", metavar="FILE", help="a template, a folder, an archive (.csar, .zip, .tar.gz), or - for stdin"
    )
    parser.add_argument("--to", required=True, metavar="BACKEND", help="the platform, such as compose")
    parser.add_argument("--input", action="append", default=[], metavar="NAME=VALUE", help="the value of an input")
    parser.add_argument("--input-file", type=Path, metavar="PATH", help="values of inputs in YAML or JSON")
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
    add_substitute_option(parser)
    add_source_options(parser)
    return parser


def _backend(name: str) -> Backend:
    try:
        return load_backend(name)
    except UnknownBackend as error:
        raise CommandError(str(error)) from error


def _graph(template: Template, reading: Reading) -> TopologyGraph | None:
    if reading.has_errors or reading.graph is None:
        show(template, Report(reading.diagnostics), sys.stderr)
        return None
    return reading.graph


def _context(options: argparse.Namespace) -> RenderContext:
    return RenderContext(
        deployment=options.name or _name_after(options.stdin_filename or options.file),
        secret_digest=lambda reference: "",
        rights=frozenset(map(Right, options.grant)),
    )


def _name_after(file: str) -> str:
    """A name for the deployment: the file's, or its folder's where the file has the usual name."""
    if file == STDIN:
        return "topology"
    place = Path(file).absolute()
    name = place.parent.name if place.stem in ("service", "template", "main") else place.stem
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_MAX_NAME] or "topology"


def _is_fine(template: Template, rendered: Rendered) -> bool:
    report = Report(tuple(map(template.shown, rendered.diagnostics)))
    show(template, report, sys.stderr)
    if any(item.code.startswith(_RIGHTS) for item in report.diagnostics):
        _say("What a platform allows is said with --grant RIGHT; toposmith compile --help names the rights.")
    return not report.has_errors


def _write(rendered: Rendered, folder: Path | None) -> None:
    if folder is None:
        if len(rendered.files) > 1:
            raise CommandError("there are several files to write; name a folder with -o")
        sys.stdout.writelines(rendered.files.values())
        return
    try:
        for path, text in rendered.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
            _say(f"wrote {place}")
    except OSError as error:
        raise CommandError(f"{folder}: cannot be written: {error.strerror}") from error


def _write_secrets(rendered: Rendered, known: Mapping[str, str], folder: Path | None) -> None:
    texts = {name: _resolved(parts, known) for name, parts in rendered.secrets.items()}
    found = {name: text for name, text in texts.items() if text is not None}
    if folder is not None and found:
        place = folder / ".env"
        try:
            write_private(place, render_dotenv(found))
        except OSError as error:
            raise CommandError(f"{place}: cannot be written: {error.strerror}") from error
        _say(f"wrote {place} with {len(found)} secret values; only you can read it")
    for name in texts.keys() - (found.keys() if folder is not None else frozenset()):
        _say(f"set the variable {name}: {_described(rendered.secrets[name])}")


def _resolved(parts: Sequence[str | Mapping[str, str]], known: Mapping[str, str]) -> str | None:
    """The text of all parts together, or None as long as one of them is not known."""
    texts = [part if isinstance(part, str) else known.get(part["secret"]) for part in parts]
    return None if None in texts else "".join(text for text in texts if text is not None)


def _described(parts: Sequence[str | Mapping[str, str]]) -> str:
    """What a variable is made of, without the text of anything hidden."""
    references = [part["secret"] for part in parts if not isinstance(part, str)]
    return f"made of {', '.join(references)}" if references else "a hidden text of the template"


def _tell_of_builds(rendered: Rendered) -> None:
    for build in rendered.builds:
        command = ["docker", "build", "-t", build.image, "-f", build.dockerfile, build.context or "."]
        _say(f"build the image first, in the template's folder: {shlex.join(command)}")


def _say(line: str) -> None:
    print(line, file=sys.stderr)
