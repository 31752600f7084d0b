"""TOSCA.meta: what an archive says of itself, in blocks of names and values.

Source: TOSCA Simple Profile 1.3, section 6.2; TOSCA 2.0, section 17.2; for blocks and continued lines TOSCA 1.0 (XML),
section 16.2.
"""

import re
from collections.abc import Iterator

from topology.csar.contents import DEFAULT_LIMITS
from topology.csar.meta_block import Line, Value, first_block
from topology.csar.paths import safe_path
from topology.diagnostics import Diagnostic, Related, Severity, Span
from topology.record import ValueRecord

META_PATH = "TOSCA-Metadata/TOSCA.meta"
ROOT_META_PATH = "TOSCA.meta"
"""Where TOSCA 2.0 allows it too."""

CSAR_VERSIONS = ("1.0", "1.1", "2.0")
META_FILE_VERSIONS = ("1.0", "1.1")
CSAR_VERSION, META_FILE_VERSION = "CSAR-Version", "TOSCA-Meta-File-Version"
ENTRY, OTHER, AUTHOR = "Entry-Definitions", "Other-Definitions", "Created-By"
_NAMES = (META_FILE_VERSION, CSAR_VERSION, AUTHOR, ENTRY, OTHER)
_FILE_NAME = re.compile(r'"([^"]*)"|([^\s"]+)|(")')
_MAX_SIZE = 64 * 2**10
_MOST_FAULTS = 100
_SPEC = "Simple Profile 1.3, section 6.2"


class Meta(ValueRecord):
    """The first block of TOSCA.meta: what its names say, None for those that are not there.

    ``entry_span`` is the place of the entry's path; ``others`` are the paths of substituting templates with theirs.
    """

    csar_version: str | None
    file_version: str | None
    created_by: str | None
    entry: str | None
    entry_span: Span
    others: tuple[tuple[str, Span], ...]

    @property
    def substitutes(self) -> tuple[str, ...]:
        """The paths of templates that may stand for nodes of the entry: TOSCA 2.0, 17.2.1."""
        paths = (safe_path(path, DEFAULT_LIMITS) for path, _ in self.others)
        return tuple(path for path in paths if path is not None)


def read_meta(content: bytes, file: str) -> tuple[Meta | None, tuple[Diagnostic, ...]]:
    """The first block, and what is wrong with it (TS288); None where it cannot be told what it says."""
    if len(content) > _MAX_SIZE:
        return None, (Diagnostic("TS288", "TOSCA.meta is larger than 64 KiB.", Span.start_of(file)),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, (Diagnostic("TS288", "TOSCA.meta is not text in UTF-8.", Span.start_of(file), spec=_SPEC),)
    lines = first_block(text, file)
    values, found = _values(lines)
    found += _version_faults(values, Span.start_of(file))
    if ENTRY not in values and (misspelt := _misspelt(values)) is not None:
        found.append(misspelt)
    others, open_quotes = _others(values.get(OTHER))
    found += open_quotes
    return _meta(values, others, file), tuple(found[:_MOST_FAULTS])


def _values(lines: list[Line]) -> tuple[dict[str, Value], list[Diagnostic]]:
    values: dict[str, Value] = {}
    found: list[Diagnostic] = []
    for line in lines:
        if isinstance(line, Span):
            message = "This line is not of the form 'Name: value'."
            help_text = "A line that goes on with the value before it begins with a space."
            found.append(Diagnostic("TS288", message, line, help=help_text, spec=_SPEC))
        elif line.name in values:
            first = Related("First written here.", values[line.name].name_span)
            message = f"The name {line.name!r} stands twice."
            found.append(Diagnostic("TS288", message, line.name_span, spec=_SPEC, related=(first,)))
        else:
            values[line.name] = line
    return values, found


def _version_faults(values: dict[str, Value], start: Span) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for name, known in ((CSAR_VERSION, CSAR_VERSIONS), (META_FILE_VERSION, META_FILE_VERSIONS)):
        value = values.get(name)
        if value is not None and value.text not in known:
            message = f"There is no {name} {value.text!r}."
            found.append(Diagnostic("TS288", message, value.span, help=f"Use {' or '.join(known)}.", spec=_SPEC))
    if CSAR_VERSION not in values and not found:
        message = f"TOSCA.meta has no line '{CSAR_VERSION}: …'."
        help_text = "Write 2.0 for TOSCA 2.0, else 1.1."
        found.append(Diagnostic("TS288", message, start, Severity.WARNING, help=help_text, spec=_SPEC))
    return found


def _misspelt(values: dict[str, Value]) -> Diagnostic | None:
    import difflib  # noqa: PLC0415 - only needed after a mistake

    own = [name for name in values if name not in _NAMES]
    close = difflib.get_close_matches(ENTRY, own, n=1, cutoff=0.8)
    if not close:
        return None
    message = f"There is no name {close[0]!r} in TOSCA.meta."
    return Diagnostic("TS288", message, values[close[0]].name_span, help=f"Did you mean {ENTRY}?", spec=_SPEC)


def _others(value: Value | None) -> tuple[tuple[tuple[str, Span], ...], list[Diagnostic]]:
    """Paths parted by blanks; one with a blank in it stands in double quotes, and no path goes on in the next line."""
    if value is None:
        return (), []
    paths: list[tuple[str, Span]] = []
    for text, span in value.pieces:
        for found in _FILE_NAME.finditer(text):
            place = _part(span, *found.span())
            if found[3]:
                help_text = "End the path with a double quotation mark in the same line."
                return tuple(paths), [Diagnostic("TS288", "A quoted path has no end.", place, help=help_text)]
            paths.append((found[1] if found[1] is not None else found[2], place))
    return tuple(paths), []


def _part(span: Span, start: int, end: int) -> Span:
    return Span(span.file, span.line, span.column + start, span.line, span.column + end)


def _meta(values: dict[str, Value], others: tuple[tuple[str, Span], ...], file: str) -> Meta:
    def text(name: str) -> str | None:
        return values[name].text if name in values else None

    entry = values.get(ENTRY)
    return Meta(
        csar_version=text(CSAR_VERSION),
        file_version=text(META_FILE_VERSION),
        created_by=text(AUTHOR),
        entry=text(ENTRY) or None,
        entry_span=entry.span if entry is not None else Span.start_of(file),
        others=others,
    )


def write_meta(entry: str, *, csar_version: str, file_version: str | None, created_by: str) -> bytes:
    """The text of a TOSCA.meta; ``file_version`` is None for TOSCA 2.0, which does not have it."""
    return "".join(
        f"{name}: {value}\n" for name, value in _lines(entry, csar_version, file_version, created_by)
    ).encode()


def _lines(entry: str, csar_version: str, file_version: str | None, created_by: str) -> Iterator[tuple[str, str]]:
    if file_version is not None:
        yield META_FILE_VERSION, file_version
    yield CSAR_VERSION, csar_version
    yield AUTHOR, created_by
    yield ENTRY, entry
