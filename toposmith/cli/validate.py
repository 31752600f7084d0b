"""``toposmith validate``: every mistake of a template in one run, each with its place and the way out.

Starts without Django and Celery. What only some runs need is imported by these.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from topology.diagnostics.report import Report
from topology.record import ValueRecord, replace
from toposmith.cli.colour import wants_colour
from toposmith.cli.exits import CommandError, Exit
from toposmith.cli.findings import read, show
from toposmith.cli.templates import STDIN, Template, open_template
from toposmith.cli.validate_options import Options, options_from

if TYPE_CHECKING:
    from toposmith.cli.second_opinion import Asked
    from toposmith.cli.sources_options import Outside

_GREEN, _RED, _PLAIN = "\x1b[1;32m", "\x1b[1;31m", "\x1b[0m"


class _Checked(ValueRecord):
    """One template with what was found."""

    template: Template
    report: Report


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 without errors, 1 with errors, 2 when something cannot be read or written at all.

    With ``--fix`` the status tells of what is left, with ``--diff`` of the files as they are.
    """
    options = options_from(arguments)
    checked, has_trouble = _check_all(options)
    opinions = _opinions(checked) if options.second_opinion else ()
    if options.format != "text":
        _write_rendered(options.format, [each.report for each in checked], opinions)
    elif not options.diff:
        _write_text(checked, opinions)
    if has_trouble:
        return Exit.USAGE
    return Exit.FINDINGS if any(each.report.has_errors for each in checked) else Exit.FINE


def _check_all(options: Options) -> tuple[list[_Checked], bool]:
    checked: list[_Checked] = []
    has_trouble = False
    check = _fixing(options) if options.fix else _check
    outside = _outside(options) if options.names_sources else None
    for argument in options.files:
        try:
            template = replace(open_template(argument, stdin_filename=options.stdin_filename), outside=outside)
            template = _with_substitutes(template, options) if options.substitute else template
            name = options.stdin_filename or "standard input" if argument == STDIN else argument
            checked.append(_Checked(template, check(name, template)))
        except CommandError as error:
            print(f"toposmith: {error}", file=sys.stderr)
            has_trouble = True
    return checked, has_trouble


def _outside(options: Options) -> "Outside | None":
    from toposmith.cli.sources_options import outside_from  # noqa: PLC0415 - only these options need it

    return outside_from(options.repository, options.allow_host, options.profile_source)


def _with_substitutes(template: Template, options: Options) -> Template:
    from toposmith.cli.substitutes import with_substitutes  # noqa: PLC0415 - only this option needs it

    return with_substitutes(template, options.substitute)


def _check(name: str, template: Template) -> Report:
    return Report(read(template).diagnostics, name)


def _fixing(options: Options) -> Callable[[str, Template], Report]:
    from toposmith.cli.fixes import Fixes  # noqa: PLC0415 - only --fix needs it

    return Fixes(diff=options.diff, tell=sys.stdout if options.format == "text" else sys.stderr).check


def _opinions(checked: Sequence[_Checked]) -> "Sequence[Asked]":
    from toposmith.cli.second_opinion import ask  # noqa: PLC0415 - only --second-opinion needs it

    asked = (ask(each.report.template, each.template, each.report.diagnostics) for each in checked)
    return [each for each in asked if each is not None]


def _write_text(checked: Sequence[_Checked], opinions: "Sequence[Asked]") -> None:
    for each in checked:
        show(each.template, each.report, sys.stdout)
        print(f"{each.report.template}: {_verdict(each.report)}")
    if len(checked) > 1:
        print(_total([each.report for each in checked]))
    found = [item for each in checked for item in each.report.diagnostics]
    fixable = sum(item.fix is not None for item in found)
    if fixable:
        print(f"{fixable} of {len(found)} can be fixed: toposmith validate --fix")
    if found:
        print(f"More about a code: toposmith explain {found[0].code}")
    if opinions:
        from toposmith.cli import second_opinion  # noqa: PLC0415

        second_opinion.show(opinions, sys.stdout)


def _write_rendered(format: str, reports: Sequence[Report], opinions: "Sequence[Asked]") -> None:  # noqa: A002
    module = import_module(f"topology.diagnostics.render_{format}")
    render: Callable[[Sequence[Report]], str] = getattr(module, f"render_{format}")
    text = render(reports)
    if opinions:
        from toposmith.cli.second_opinion import with_opinions  # noqa: PLC0415

        text = with_opinions(text, opinions)
    sys.stdout.write(text)


def _verdict(report: Report) -> str:
    if not report.diagnostics:
        return _painted(_GREEN, "valid")
    words = report.in_words()
    return _painted(_RED, words) if report.has_errors else f"{_painted(_GREEN, 'valid')}, {words}"


def _total(reports: Sequence[Report]) -> str:
    wrong = sum(report.has_errors for report in reports)
    return f"{len(reports)} templates: {len(reports) - wrong} valid, {wrong} with errors"


def _painted(tint: str, text: str) -> str:
    return f"{tint}{text}{_PLAIN}" if wants_colour(sys.stdout) else text
