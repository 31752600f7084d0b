"""What a command's FILE argument names: a template, a folder, an archive, or standard input."""

import os
import stat
import sys
from typing import TYPE_CHECKING

from topology.diagnostics import Diagnostic, Span
from topology.reading import Sources
from topology.record import ValueRecord, replace
from topology.sources import MAX_FILE_SIZE, DirectorySources, MemorySources, SourceRefused
from topology.tosca.places import is_outside
from toposmith.cli.exits import CommandError

if TYPE_CHECKING:
    from toposmith.cli.sources_options import Outside

STDIN = "-"
STDIN_NAME = "<stdin>"
_ARCHIVE_NAMES = (".csar", ".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
_ARCHIVE_MARKS = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_TAR_MARK, _TAR_MARK_PLACE = b"ustar", 257


class Template(ValueRecord):
    """Where a template's files are, and the one to begin with, None when the findings say that there is none.

    ``prefix`` stands before each path when it is shown, so that people and editors find the file. ``folder`` is the
    folder on disk that holds the files, None for what is read from an archive or a stream. ``outside`` brings what may
    come from elsewhere. ``substitutes`` are files that may stand for nodes: those that
    TOSCA.meta names as others.
    """

    sources: Sources
    entry: str | None
    prefix: str = ""
    findings: tuple[Diagnostic, ...] = ()
    folder: str | None = None
    outside: "Outside | None" = None
    substitutes: tuple[str, ...] = ()

    def shown(self, diagnostic: Diagnostic) -> Diagnostic:
        """The finding with the files' paths as the user would write them."""
        fix = diagnostic.fix
        return replace(
            diagnostic,
            span=self._shown(diagnostic.span),
            related=tuple(replace(item, span=self._shown(item.span)) for item in diagnostic.related),
            fix=None if fix is None else replace(fix, span=self._shown(fix.span)),
        )

    def text(self, shown: str) -> str | None:
        """The text of a file by its shown path; None when there is none to show."""
        try:
            if is_outside(shown) and self.outside is not None:
                content = self.outside.fetcher.fetch(shown)
            else:
                content = self.sources.read(shown.removeprefix(self.prefix))
        except (FileNotFoundError, SourceRefused):
            return None
        return content.decode("utf-8", errors="replace")

    def _shown(self, span: Span) -> Span:
        return span if is_outside(span.file) else span._replace(file=self.prefix + span.file)


class _WithEntry:
    """Files of which one comes from elsewhere: what an editor sends, in the place of what is on disk."""

    def __init__(self, entry: str, content: bytes, rest: Sources) -> None:
        self._entry = MemorySources({entry: content})
        self._rest = rest

    def read(self, path: str) -> bytes:
        try:
            return self._entry.read(path)
        except FileNotFoundError:
            return self._rest.read(path)


def open_template(argument: str, *, stdin_filename: str | None = None) -> Template:
    """The template that an argument names. Raises :class:`CommandError` when it cannot be read at all."""
    if argument == STDIN:
        return _from_stdin(stdin_filename)
    if not argument:
        raise CommandError("the name of a file is empty")
    place = _tidy(argument)
    try:
        found = os.stat(argument)
        if stat.S_ISDIR(found.st_mode):
            return _from_folder(place, argument)
        if not stat.S_ISREG(found.st_mode):
            return _from_pipe(place)
        if is_archive(place):
            return _from_archive(place, argument)
    except FileNotFoundError:
        raise CommandError(f"{argument}: there is no such file or folder") from None
    except (OSError, ValueError) as error:
        raise CommandError(f"{argument}: {_reason(error)}") from None
    folder, name = os.path.split(place)
    return Template(DirectorySources(folder or "."), name, prefix=_prefix(folder), folder=folder or ".")


def _from_stdin(name: str | None) -> Template:
    content = sys.stdin.buffer.read(MAX_FILE_SIZE + 1)
    if name is None:
        return Template(MemorySources({STDIN_NAME: content}), STDIN_NAME)
    folder, entry = os.path.split(_tidy(name))
    return Template(_WithEntry(entry, content, DirectorySources(folder or ".")), entry, prefix=_prefix(folder))


def _from_folder(place: str, argument: str) -> Template:
    from pathlib import Path  # noqa: PLC0415 - as above

    from topology.csar import folder_entry  # noqa: PLC0415 - a single file does not need it

    entry = folder_entry(Path(place), argument)
    template = Template(DirectorySources(place), entry.path, _prefix(place), entry.diagnostics, place)
    return replace(template, substitutes=entry.meta.substitutes) if entry.meta is not None else template


def _from_pipe(place: str) -> Template:
    """What a shell puts in the place of ``<(command)``."""
    folder, name = os.path.split(place)
    with open(place, "rb") as file:
        content = file.read(MAX_FILE_SIZE + 1)
    return Template(MemorySources({name: content}), name, prefix=_prefix(folder))


def is_archive(place: str) -> bool:
    """Whether a file is an archive by its name or by how it begins. Raises ``OSError`` and ``ValueError``."""
    if place.lower().endswith(_ARCHIVE_NAMES):
        return True
    with open(place, "rb") as file:
        start = file.read(_TAR_MARK_PLACE + len(_TAR_MARK))
    return start.startswith(_ARCHIVE_MARKS) or start.startswith(_TAR_MARK, _TAR_MARK_PLACE)


def _from_archive(place: str, argument: str) -> Template:
    from topology.csar import Limits, read_csar  # noqa: PLC0415 - a single file does not need it

    with open(place, "rb") as file:
        content = file.read(Limits().total_size + 1)
    archive = read_csar(content, argument)
    template = Template(MemorySources(archive.files), archive.entry, f"{argument}/", archive.diagnostics)
    return replace(template, substitutes=archive.meta.substitutes) if archive.meta is not None else template


def _tidy(name: str) -> str:
    """A path without the parts that say nothing; ``.`` for the current folder."""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    return ("/" if name.startswith("/") else "") + "/".join(parts) or "."


def _prefix(folder: str) -> str:
    """The folder of a file with a slash at its end; empty for the current one."""
    return "" if folder in ("", ".") else f"{folder.rstrip('/')}/"


def _reason(error: OSError | ValueError) -> str:
    strerror = getattr(error, "strerror", None)
    return str(strerror or error).lower()
