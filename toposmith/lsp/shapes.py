"""What the editor services give, in the shapes of the Language Server Protocol.

Plain dictionaries, since they are made in the child, which starts without a library of the protocol.
Source: Language Server Protocol 3.17.
"""

from collections.abc import Mapping
from typing import Any

from topology.diagnostics import Diagnostic, Span
from topology.diagnostics.diagnostic import Severity
from topology.editor.completion import Completion
from topology.editor.offer import Offer
from topology.editor.positions import Positions, Range
from topology.editor.symbols import Symbol

Shape = dict[str, Any]

_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3}
_MODULE, _CLASS, _FIELD, _VARIABLE, _OBJECT, _EVENT, _FUNCTION, _PACKAGE = 2, 5, 8, 13, 19, 24, 12, 4
_SYMBOL_KINDS = {
    "section": _MODULE,
    "inputs": _VARIABLE,
    "outputs": _VARIABLE,
    "node_templates": _OBJECT,
    "relationship_templates": _FIELD,
    "groups": _PACKAGE,
    "repositories": _PACKAGE,
    "policies": _EVENT,
    "workflows": _FUNCTION,
}
_OFFER_KINDS = {
    "keyname": 14,
    "keyword": 14,
    "property": 10,
    "attribute": 5,
    "capability": 8,
    "requirement": 18,
    "interface": 8,
    "operation": 2,
    "input": 6,
    "inputs": 6,
    "function": 3,
    "value": 12,
    "node_templates": 18,
    "artifact": 17,
}
_CLASS_KIND = 7


def range_shape(found: Range) -> Shape:
    """A range."""
    start, end = found
    return {
        "start": {"line": start.line, "character": start.character},
        "end": {"line": end.line, "character": end.character},
    }


class Texts:
    """The texts of files by path, each with its positions; what cannot be read is empty."""

    def __init__(self, read: Any, encoding: str) -> None:
        self._read = read
        self._encoding = encoding
        self._known: dict[str, Positions] = {}

    def of(self, path: str) -> Positions:
        """The positions of a file's text."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = Positions(self._read(path), self._encoding)
        return found

    def range(self, span: Span) -> Shape:
        """The range of a span of any file."""
        return range_shape(self.of(span.file).range(span))


def diagnostic_shape(found: Diagnostic, texts: Texts) -> Shape:
    """A diagnostic with the path of its file; a fix travels in ``data``, from where the quick fix takes it."""
    shape: Shape = {
        "path": found.span.file,
        "range": texts.range(_visible(found.span)),
        "severity": _SEVERITIES[found.severity],
        "code": found.code,
        "source": "toposmith",
        "message": f"{found.message}\n{found.help}" if found.help else found.message,
        "related": [
            {"path": each.span.file, "range": texts.range(each.span), "message": each.message} for each in found.related
        ],
    }
    if found.fix is not None:
        edit = {"range": texts.range(found.fix.span), "newText": found.fix.replacement}
        shape["data"] = {"title": found.fix.title, "path": found.fix.span.file, "edit": edit}
    return shape


def _visible(span: Span) -> Span:
    """A span that is not empty, so that an editor can underline it."""
    is_empty = (span.line, span.column) == (span.end_line, span.end_column)
    return span._replace(end_column=span.end_column + 1) if is_empty else span


def completion_shape(found: Completion, positions: Positions) -> Shape:
    """A list of completion items, which take the place of the word at the cursor."""
    cursor = found.cursor
    start, end = (positions.position(_index(positions, cursor.line, at)) for at in (cursor.start, cursor.end))
    replaced = range_shape(Range(start, end))
    items = [_item(offer, number, replaced) for number, offer in enumerate(found.offers)]
    return {"isIncomplete": False, "items": items}


def _index(positions: Positions, line: int, column: int) -> int:
    return positions.line_start(line) + column


def _item(offer: Offer, number: int, replaced: Mapping[str, Any]) -> Shape:
    item: Shape = {
        "label": offer.label,
        "kind": _OFFER_KINDS.get(offer.kind, _CLASS_KIND),
        "sortText": f"{number:05}",
        "filterText": offer.label,
        "textEdit": {"range": replaced, "newText": offer.text},
    }
    if offer.detail:
        item["detail"] = offer.detail
    if offer.description:
        item["documentation"] = offer.description
    return item


def symbol_shape(symbol: Symbol, texts: Texts) -> Shape:
    """An entry of the outline with its children."""
    return {
        "name": symbol.name or "…",
        "detail": symbol.detail,
        "kind": _SYMBOL_KINDS.get(symbol.section, _CLASS),
        "range": texts.range(symbol.span),
        "selectionRange": texts.range(symbol.name_span),
        "children": [symbol_shape(child, texts) for child in symbol.children],
    }
