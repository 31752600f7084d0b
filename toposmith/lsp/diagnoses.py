"""Diagnostics while one types: read a moment after the last change, given up when the next change comes."""

import asyncio
from collections.abc import Mapping
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from toposmith.lsp.child import Child, ChildDied, ChildFailed
from toposmith.lsp.documents import Address, Documents

PAUSE_SECONDS = 0.25

_Found = dict[str, list[types.Diagnostic]]


class Diagnoses:
    """What was found in each open template, published for every file that it concerns."""

    def __init__(self, server: LanguageServer, documents: Documents, child: Child) -> None:
        self._server = server
        self._documents = documents
        self._child = child
        self._running: dict[str, asyncio.Task[None]] = {}
        self._found: dict[str, _Found] = {}

    def schedule(self, uri: str) -> None:
        """Read a template again soon, and after it the others of its folder, which may import it."""
        root = self._documents.address(uri).root
        others = (each for each in self._documents.templates() if self._documents.address(each).root == root)
        for each in dict.fromkeys((uri, *(others if root is not None else ()))):
            self._cancel(each)
            self._running[each] = asyncio.ensure_future(self._later(each))

    def forget(self, uri: str) -> None:
        """Take back what was found by reading a document that is closed."""
        self._cancel(uri)
        self._set(uri, {}, None)

    async def end(self) -> None:
        """Give up all that is going on."""
        for uri in list(self._running):
            self._cancel(uri)
        await self._child.end()

    def _cancel(self, uri: str) -> None:
        task = self._running.pop(uri, None)
        if task is not None:
            task.cancel()

    async def _later(self, uri: str) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        version = self._documents.version(uri)
        if version is None:
            return
        if not self._documents.is_template(uri):
            self._set(uri, {}, version)
            return
        found = await self._read(uri)
        if found is not None and self._documents.version(uri) == version:
            self._set(uri, found, version)

    async def _read(self, uri: str) -> _Found | None:
        address = self._documents.address(uri)
        try:
            shapes = await self._child.ask(self._documents.request("diagnose", uri))
        except ChildDied as died:
            return {uri: [_at_start(died.code, str(died))]}
        except ChildFailed as failed:
            message = types.LogMessageParams(types.MessageType.Error, f"A fault in Toposmith: {failed}")
            self._server.window_log_message(message)
            return None
        found: _Found = {uri: []}
        for shape in shapes:
            place = self._documents.uri(address, shape["path"]) if shape["path"] != address.path else uri
            found.setdefault(place, []).append(self._diagnostic(shape, address))
        return found

    def _diagnostic(self, shape: Mapping[str, Any], address: Address) -> types.Diagnostic:
        related = [
            types.DiagnosticRelatedInformation(
                types.Location(self._documents.uri(address, each["path"]), range_of(each["range"])), each["message"]
            )
            for each in shape["related"]
        ]
        data = shape.get("data")
        if data is not None:
            data = {**data, "uri": self._documents.uri(address, data["path"])}
        return types.Diagnostic(
            range=range_of(shape["range"]),
            message=shape["message"],
            severity=types.DiagnosticSeverity(shape["severity"]),
            code=shape["code"],
            source=shape["source"],
            related_information=related or None,
            data=data,
        )

    def _set(self, uri: str, found: _Found, version: int | None) -> None:
        before = self._found.pop(uri, {})
        if found:
            self._found[uri] = found
        for place in dict.fromkeys((*found, *before)):
            self._publish(place, version if place == uri else self._documents.version(place))

    def _publish(self, uri: str, version: int | None) -> None:
        """All that any template found in a file, each finding once."""
        union: dict[tuple[str, str], types.Diagnostic] = {}
        for found in self._found.values():
            for each in found.get(uri, ()):
                union.setdefault((str(each.range), f"{each.code} {each.message}"), each)
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, list(union.values()), version=version)
        )


def range_of(shape: Mapping[str, Any]) -> types.Range:
    """A range of the protocol from plain data."""
    return types.Range(types.Position(**shape["start"]), types.Position(**shape["end"]))


def _at_start(code: str, message: str) -> types.Diagnostic:
    start = types.Position(0, 0)
    return types.Diagnostic(types.Range(start, types.Position(0, 1)), message, code=code, source="toposmith")
