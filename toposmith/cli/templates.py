"""What a command's FILE argument names: a template, a folder, an archive, or standard input."""

import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from topology.diagnostics import Diagnostic, Span
from topology.reading import Sources
from topology.record import replace
from topology.sources import MAX_FILE_SIZE, DirectorySources, MemorySources, SourceRefused
from toposmith.cli.exits import CommandError

STDIN = "-"
STDIN_NAME = "<stdin>"
_ARCHIVE_NAMES = (".csar", ".zip")
_ZIP_MARK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Template:
    """Where a template's files are, and the one to begin with; or the findings that there is none.

    ``prefix`` stands before each path when it is shown, so that people and editors find the file.
    """

    sources: Sources
    entry: str | None
    prefix: str = ""
    findings: tuple[Diagnostic, ...] = ()

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
            content = self.sources.read(shown.removeprefix(self.prefix))
        except (FileNotFoundError, SourceRefused):
            return None
        return content.decode("utf-8", errors="replace")

    def _shown(self, span: Span) -> Span:
        return span._replace(file=self.prefix + span.file)


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
    place = Path(argument)
    try:
        if place.is_dir():
            return _from_folder(place, argument)
        if not stat.S_ISREG(place.stat().st_mode):
            return _from_pipe(place, argument)
        if _is_archive(place):
            return _from_archive(place, argument)
    except FileNotFoundError:
        raise CommandError(f"{argument}: there is no such file or folder") from None
    except (OSError, ValueError) as error:
        raise CommandError(f"{argument}: {_reason(error)}") from None
    return Template(DirectorySources(place.parent), place.name, prefix=_folder(place))


def _from_stdin(name: str | None) -> Template:
    content = sys.stdin.buffer.read(MAX_FILE_SIZE + 1)
    if name is None:
        return Template(MemorySources({STDIN_NAME: content}), STDIN_NAME)
    place = Path(name)
    sources = _WithEntry(place.name, content, DirectorySources(place.parent))
    return Template(sources, place.name, prefix=_folder(place))


def _from_folder(place: Path, argument: str) -> Template:
    from topology.csar import folder_entry  # noqa: PLC0415 - a single file does not need it

    entry = folder_entry(place, argument)
    return Template(DirectorySources(place), entry.path, _folder(place / "x"), _only(entry.diagnostic))


def _from_pipe(place: Path, argument: str) -> Template:
    """What a shell puts in the place of ``<(command)``."""
    with place.open("rb") as file:
        content = file.read(MAX_FILE_SIZE + 1)
    return Template(MemorySources({place.name: content}), place.name, prefix=_folder(place))


def _is_archive(place: Path) -> bool:
    with place.open("rb") as file:
        return file.read(len(_ZIP_MARK)) == _ZIP_MARK or place.suffix.lower() in _ARCHIVE_NAMES


def _from_archive(place: Path, argument: str) -> Template:
    from topology.csar import Limits, find_entry, read_archive  # noqa: PLC0415 - a single file does not need it
    from topology.csar.entry import META_PATH  # noqa: PLC0415

    with place.open("rb") as file:
        content = file.read(Limits().total_size + 1)
    archive = read_archive(content, argument)
    sources = MemorySources(archive.files)
    if archive.diagnostics:
        return Template(sources, None, findings=archive.diagnostics)
    entry = find_entry(archive.files, argument, meta=archive.files.get(META_PATH))
    return Template(sources, entry.path, f"{argument}/", _only(entry.diagnostic))


def _only(diagnostic: Diagnostic | None) -> tuple[Diagnostic, ...]:
    return () if diagnostic is None else (diagnostic,)


def _folder(place: Path) -> str:
    """The folder of a file as the user wrote it, with a slash at its end; empty for the current one."""
    return "" if place.parent == Path() else f"{place.parent.as_posix().rstrip('/')}/"


def _reason(error: OSError | ValueError) -> str:
    strerror = getattr(error, "strerror", None)
    return str(strerror or error).lower()
