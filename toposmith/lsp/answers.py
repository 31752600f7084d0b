"""What the child answers: each method takes a request and gives what the protocol wants, as plain data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from topology.diagnostics import Span
from topology.editor.analysis import Analysis, analyse
from topology.editor.completion import complete
from topology.editor.format import formatted
from topology.editor.meaning import meaning_at
from topology.editor.places import Place
from topology.editor.positions import Position, Positions, Range
from topology.editor.profile_sources import find_in_profile
from topology.editor.rename import Refused, rename, renameable_at
from topology.editor.symbols import outline
from topology.editor.targets import mentions, target_of
from topology.editor.tree_paths import scalars_under
from topology.reading import read_template
from topology.record import ValueRecord
from topology.sources import DirectorySources, MemorySources, SourceRefused
from topology.tosca.tree import span_of
from toposmith.lsp.shapes import (
    Shape,
    Texts,
    completion_shape,
    diagnostic_shape,
    range_shape,
    symbol_shape,
)


class Request(ValueRecord):
    """A question about one document: its path below ``root``, the texts of all open ones, and a position.

    ``root`` is None for a document that is in no folder. ``name`` is the new name of a rename.
    """

    method: str
    root: str | None
    path: str
    texts: dict[str, str]
    encoding: str
    line: int = 0
    character: int = 0
    name: str = ""


class OpenFiles:
    """Sources: what editors have open, above what is on disk."""

    def __init__(self, texts: dict[str, str], root: str | None) -> None:
        self._open = MemorySources({path: text.encode("utf-8", "replace") for path, text in texts.items()})
        self._rest = DirectorySources(Path(root)) if root is not None else MemorySources({})

    def read(self, path: str) -> bytes:
        """The content of a file, as :class:`topology.reading.Sources` says."""
        try:
            return self._open.read(path)
        except FileNotFoundError:
            return self._rest.read(path)

    def text(self, path: str) -> str:
        """The text of a file, also of one that has an absolute path; empty where there is none."""
        try:
            content = Path(path).read_bytes() if path.startswith("/") else self.read(path)
        except (FileNotFoundError, SourceRefused):
            return ""
        return content.decode("utf-8", "replace")


class _Asked:
    """A request with what answering it needs."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.files = OpenFiles(request.texts, request.root)
        self.texts = Texts(self.files.text, request.encoding)
        self.text = self.files.text(request.path)
        self.positions = Positions(self.text, request.encoding)

    @property
    def offset(self) -> int:
        return self.positions.offset(Position(self.request.line, self.request.character))

    @property
    def place(self) -> tuple[int, int]:
        return self.positions.place(self.offset)

    def analysis(self) -> Analysis | None:
        return analyse(self.files, self.request.path, self.text)

    def location(self, place: Place) -> Shape | None:
        span: Span | None = place.span
        if place.profile is not None:
            span = find_in_profile(place.profile, place.path)
        return None if span is None else {"path": span.file, "range": self.texts.range(span)}


def answer(request: Request) -> Any:
    """The answer to a request, as data for JSON."""
    return _METHODS[request.method](_Asked(request))


def _diagnose(asked: _Asked) -> list[Shape]:
    reading = read_template(asked.files, asked.request.path)
    return [diagnostic_shape(found, asked.texts) for found in reading.diagnostics]


def _complete(asked: _Asked) -> Shape | None:
    line, column = asked.positions.line_and_column(asked.offset)
    found = complete(asked.files, asked.request.path, asked.text, line, column)
    return completion_shape(found, asked.positions) if found is not None else None


def _hover(asked: _Asked) -> Shape | None:
    analysis = asked.analysis()
    meaning = meaning_at(analysis, *asked.place) if analysis is not None else None
    if meaning is None:
        return None
    return {"contents": {"kind": "markdown", "value": meaning.text}, "range": asked.texts.range(meaning.span)}


def _define(asked: _Asked) -> Shape | None:
    analysis = asked.analysis()
    meaning = meaning_at(analysis, *asked.place) if analysis is not None else None
    return asked.location(meaning.place) if meaning is not None and meaning.place is not None else None


def _refer(asked: _Asked) -> list[Shape]:
    analysis = asked.analysis()
    if analysis is None:
        return []
    for found in scalars_under(analysis.tree, *asked.place):
        target = target_of(analysis, found)
        if target is not None:
            spans = [span_of(mention.scalar) for mention in mentions(analysis, target)]
            return [{"path": span.file, "range": asked.texts.range(span)} for span in sorted(spans)]
    return []


def _prepare_rename(asked: _Asked) -> Shape | None:
    analysis = asked.analysis()
    found = renameable_at(analysis, *asked.place) if analysis is not None else None
    if found is None:
        return None
    target, span = found
    return {"range": asked.texts.range(span), "placeholder": target.name}


def _rename(asked: _Asked) -> Shape:
    analysis = asked.analysis()
    found = renameable_at(analysis, *asked.place) if analysis is not None else None
    if analysis is None or found is None:
        return {"refused": "Only node templates can be renamed, and here is none."}
    try:
        replacements = rename(analysis, found[0], asked.request.name)
    except Refused as refused:
        return {"refused": str(refused)}
    return {"edits": [{"range": asked.texts.range(each.span), "newText": each.text} for each in replacements]}


def _outline(asked: _Asked) -> list[Shape]:
    analysis = asked.analysis()
    return [symbol_shape(symbol, asked.texts) for symbol in outline(analysis)] if analysis is not None else []


def _format(asked: _Asked) -> list[Shape]:
    """One edit for each line that changes, so that cursors and folds stay where they are."""
    before, after = asked.text.split("\n"), formatted(asked.text).split("\n")
    edits = []
    start = 0
    for old, new in zip(before, after, strict=True):
        if old != new:
            found = Range(asked.positions.position(start), asked.positions.position(start + len(old)))
            edits.append({"range": range_shape(found), "newText": new})
        start += len(old) + 1
    return edits


_METHODS: dict[str, Callable[[_Asked], Any]] = {
    "diagnose": _diagnose,
    "complete": _complete,
    "hover": _hover,
    "define": _define,
    "refer": _refer,
    "prepare_rename": _prepare_rename,
    "rename": _rename,
    "outline": _outline,
    "format": _format,
}
