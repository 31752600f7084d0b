"""``toposmith validate --fix``: templates are checked, and changed where only one edit is sensible."""

import sys
from collections.abc import Iterator
from difflib import unified_diff
from typing import TextIO

from topology.diagnostics.diagnostic import Fix
from topology.diagnostics.printable import printable
from topology.diagnostics.report import Report
from toposmith.cli.fixing import Change, Fixed, fix, write
from toposmith.cli.templates import Template

_NO_END = "\\ No newline at end of file\n"


class Fixes:
    """One run of the command. What is changed is told to ``tell``; with ``diff`` it is only shown, each change once."""

    def __init__(self, *, diff: bool, tell: TextIO) -> None:
        self._diff = diff
        self._tell = tell
        self._shown: set[Change] = set()

    def check(self, name: str, template: Template) -> Report:
        """What is found in a template when the command ends. Raises :class:`CommandError`."""
        fixed = fix(template, name)
        if self._diff:
            self._show(fixed)
            return Report(fixed.found, name)
        for change in fixed.changes:
            write(change)
        for edit in fixed.edits:
            print(_told(edit), file=self._tell)
        return Report(fixed.left, name)

    def _show(self, fixed: Fixed) -> None:
        for change in fixed.changes:
            if change not in self._shown:
                self._shown.add(change)
                sys.stdout.write(unified(change))


def unified(change: Change) -> str:
    """A change as a unified diff, as ``patch`` takes it: only line feeds end its lines."""
    lines = unified_diff(list(_lines(change.before)), list(_lines(change.after)), change.name, change.name)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in lines)


def _lines(text: str) -> Iterator[str]:
    *ended, last = text.split("\n")
    yield from (f"{line}\n" for line in ended)
    if last:
        yield last


def _told(edit: Fix) -> str:
    span = edit.span
    return f"fixed: {printable(span.file)}:{span.line}:{span.column}: {printable(edit.title)}"
