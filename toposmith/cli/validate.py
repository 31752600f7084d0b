"""``toposmith validate``: every mistake of a template in one run, each with its place and the way out.

Starts without Django and Celery.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from topology.diagnostics.render_github import render_github
from topology.diagnostics.render_json import render_json
from topology.diagnostics.report import Report
from toposmith.cli.colour import wants_colour
from toposmith.cli.exits import CommandError, Exit
from toposmith.cli.findings import read, show
from toposmith.cli.templates import STDIN, Template, open_template

_FORMATS: dict[str, Callable[[Report], str]] = {"json": render_json, "github": render_github}
_GREEN, _RED, _PLAIN = "\x1b[1;32m", "\x1b[1;31m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class _Checked:
    """One argument with what was found."""

    name: str
    template: Template
    report: Report


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 without errors, 1 with errors, 2 when something cannot be read at all."""
    options = _parser().parse_args(arguments)
    if options.files.count(STDIN) > 1:
        raise CommandError("standard input can be read only once")
    checked, unreadable = _check_all(options)
    if options.format == "text":
        _write_text(checked)
    else:
        found = tuple(item for result in checked for item in result.report.diagnostics)
        sys.stdout.write(_FORMATS[options.format](Report(found, files=len(checked))))
    if unreadable:
        return Exit.USAGE
    return Exit.FINDINGS if any(result.report.has_errors for result in checked) else Exit.FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toposmith validate",
        description="Find the mistakes in TOSCA service templates.",
        epilog="Exit status: 0 no errors, 1 errors, 2 wrong use or unreadable input, 3 a fault of Toposmith.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a template, a folder, an archive (.csar, .zip), or - for stdin"
    )
    parser.add_argument("--format", choices=["text", *_FORMATS], default="text", help="default: text")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the file that standard input stands for")
    return parser


def _check_all(options: argparse.Namespace) -> tuple[list[_Checked], bool]:
    checked: list[_Checked] = []
    unreadable = False
    for argument in options.files:
        try:
            template = open_template(argument, stdin_filename=options.stdin_filename)
        except CommandError as error:
            print(f"toposmith: {error}", file=sys.stderr)
            unreadable = True
            continue
        name = options.stdin_filename or "standard input" if argument == STDIN else argument
        checked.append(_Checked(name, template, Report(read(template).diagnostics)))
    return checked, unreadable


def _write_text(checked: list[_Checked]) -> None:
    for result in checked:
        show(result.template, result.report, sys.stdout)
        print(f"{result.name}: {_verdict(result.report)}")
    codes = [item.code for result in checked for item in result.report.diagnostics]
    if codes:
        print(f"More about a code: toposmith explain {codes[0]}")


def _verdict(report: Report) -> str:
    if not report.diagnostics:
        return _painted(_GREEN, "valid")
    words = report.in_words()
    return _painted(_RED, words) if report.has_errors else f"{_painted(_GREEN, 'valid')}, {words}"


def _painted(tint: str, text: str) -> str:
    return f"{tint}{text}{_PLAIN}" if wants_colour(sys.stdout) else text
