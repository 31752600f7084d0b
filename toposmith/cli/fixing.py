"""Fixing a template: the fixes of its findings are applied and it is read again, until none is left."""

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from topology.diagnostics.diagnostic import Diagnostic, Fix
from topology.diagnostics.edits import apply_fixes, compatible
from topology.reading import Sources
from topology.record import ValueRecord, replace
from topology.sources import normalise
from toposmith.cli.exits import CommandError
from toposmith.cli.findings import read
from toposmith.cli.templates import Template

MAX_ROUNDS = 10


class Change(ValueRecord):
    """A file's content before and after; ``name`` is its path as the user would write it."""

    place: Path
    name: str
    before: str
    after: str


class Fixed(ValueRecord):
    """What fixing came to: what was found, the edits in the order made, the files they change, and what is left."""

    found: tuple[Diagnostic, ...]
    edits: tuple[Fix, ...]
    changes: tuple[Change, ...]
    left: tuple[Diagnostic, ...]


def fix(template: Template, name: str) -> Fixed:
    """Fix the template ``name`` in memory; nothing is written. Raises :class:`CommandError` if it is not on disk.

    Edits are made in ordinary files of the template's own folder only, in at most :data:`MAX_ROUNDS` rounds: what
    two fixes cannot do at once, or what shows only when another mistake is gone, is done in the next one.
    """
    if template.folder is None:
        raise CommandError(f"{name}: --fix changes files on disk, not archives or what comes from a stream")
    overlay = _Overlay(template.sources)
    fixed = replace(template, sources=overlay)
    edits: list[Fix] = []
    found = left = read(fixed).diagnostics
    for _ in range(MAX_ROUNDS):
        done = _one_round(left, template, overlay)
        if not done:
            break
        edits += done
        left = read(fixed).diagnostics
    return Fixed(found, tuple(edits), tuple(_changes(template, overlay)), left)


def write(change: Change) -> None:
    """Put the new content in the place of the old one at once; who may read it stays. Raises :class:`CommandError`."""
    place = change.place
    try:
        mode = stat.S_IMODE(place.stat().st_mode)
        handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - an open descriptor has no path
                file.write(change.after.encode("utf-8"))
            os.chmod(name, mode)  # noqa: PTH101
            os.replace(name, place)  # noqa: PTH105
        except BaseException:
            os.unlink(name)  # noqa: PTH108
            raise
    except OSError as error:
        raise CommandError(f"{change.name}: cannot be written: {(error.strerror or str(error)).lower()}") from error


class _Overlay:
    """Sources that read each file once, with changed files in front of them."""

    def __init__(self, below: Sources) -> None:
        self._below = below
        self._first: dict[str, bytes] = {}
        self.changed: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        path = normalise(path)
        return self.changed[path] if path in self.changed else self.unchanged(path)

    def unchanged(self, path: str) -> bytes:
        """What was read first, which is what findings are about."""
        if path not in self._first:
            self._first[path] = self._below.read(path)
        return self._first[path]


def _one_round(found: Iterable[Diagnostic], template: Template, overlay: _Overlay) -> list[Fix]:
    """Apply to each file what goes together. Gives the edits made."""
    by_file: dict[str, list[Fix]] = {}
    for diagnostic in found:
        if diagnostic.fix is not None:
            by_file.setdefault(diagnostic.fix.span.file, []).append(diagnostic.fix)
    done: list[Fix] = []
    for shown, fixes in sorted(by_file.items()):
        path = shown.removeprefix(template.prefix)
        if _may_change(template, path):
            overlay.changed[path] = apply_fixes(overlay.read(path).decode("utf-8"), fixes).encode("utf-8")
            done += compatible(fixes)
    return done


def _may_change(template: Template, path: str) -> bool:
    """Whether the path is an ordinary file that lies in the template's folder without the help of links."""
    assert template.folder is not None
    root = Path(template.folder).resolve()
    place = root / path
    try:
        return place.resolve() == place and stat.S_ISREG(place.lstat().st_mode)
    except (OSError, RuntimeError):
        return False


def _changes(template: Template, overlay: _Overlay) -> Iterable[Change]:
    assert template.folder is not None
    for path, content in overlay.changed.items():
        before, after = overlay.unchanged(path).decode("utf-8"), content.decode("utf-8")
        if before != after:
            yield Change(Path(template.folder, path), template.prefix + path, before, after)
