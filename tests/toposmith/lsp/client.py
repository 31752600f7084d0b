"""A real client: starts ``toposmith lsp`` as a process and speaks with it over its standard input and output."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

ENCODINGS = [types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16, types.PositionEncodingKind.Utf32]


class Client:
    """One session with the server."""

    def __init__(self) -> None:
        self.client = LanguageClient("test", "1")
        self.published: dict[str, list[types.Diagnostic]] = {}
        self.versions: list[tuple[str, int | None]] = []
        self.log: list[str] = []
        self._news = asyncio.Event()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def take(params: types.PublishDiagnosticsParams) -> None:
            self.published[params.uri] = list(params.diagnostics)
            self.versions.append((params.uri, params.version))
            self._news.set()

        @self.client.feature(types.WINDOW_LOG_MESSAGE)
        def note(params: types.LogMessageParams) -> None:
            self.log.append(params.message)

    async def start(self, root: Path | None, encodings: list[types.PositionEncodingKind] | None) -> None:
        """Start the server and agree with it."""
        await self.client.start_io(sys.executable, "-m", "toposmith.cli", "lsp", "--stdio")
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        folders = [types.WorkspaceFolder(root.as_uri(), "root")] if root is not None else None
        self.capabilities = (
            await self.client.initialize_async(
                types.InitializeParams(
                    capabilities=types.ClientCapabilities(general=general if encodings else None),
                    workspace_folders=folders,
                )
            )
        ).capabilities
        self.client.initialized(types.InitializedParams())

    async def stop(self) -> int | None:
        """Say goodbye as the protocol asks; the exit status of the server."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        return await self.ended()

    async def ended(self) -> int | None:
        """The exit status, when the server has ended."""
        process: Any = self.client._server
        return int(await asyncio.wait_for(process.wait(), 30))

    def open(self, uri: str, text: str, language: str = "yaml", version: int = 1) -> None:
        """Open a document."""
        item = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, text: str, version: int) -> None:
        """Replace all of a document."""
        document = types.VersionedTextDocumentIdentifier(version, uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, uri: str) -> None:
        """Close a document."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until what was published makes something true."""
        async with asyncio.timeout(60):
            while not is_so():
                self._news.clear()
                await self._news.wait()

    async def codes(self, uri: str, version: int | None = 1) -> list[int | str | None]:
        """The codes published for a version of a document, when they are there."""
        await self.until(lambda: (uri, version) in self.versions)
        return [found.code for found in self.published[uri]]


@asynccontextmanager
async def session(
    root: Path | None = None, encodings: list[types.PositionEncodingKind] | None = None
) -> AsyncIterator[Client]:
    """A client with a server, which has ended afterwards."""
    client = Client()
    await client.start(root, encodings)
    try:
        yield client
    finally:
        process: Any = client.client._server
        if process.returncode is None:
            await client.stop()
        await client.client.stop()


def run(scenario: Callable[[Client], Awaitable[None]], **options: Any) -> None:
    """Run a scenario in a session of its own."""

    async def whole() -> None:
        async with session(**options) as client:
            await scenario(client)

    asyncio.run(whole())


def place(text: str, word: str, behind: int = 1) -> types.Position:
    """The position behind so many characters of the first occurrence of a word, in UTF-16 units."""
    offset = text.index(word) + behind
    start = text.rfind("\n", 0, offset) + 1
    return types.Position(text.count("\n", 0, offset), len(text[start:offset].encode("utf-16-le")) // 2)


def edited(text: str, edits: Mapping[int, types.TextEdit] | list[types.TextEdit]) -> str:
    """A text after edits, whose positions are in UTF-16 units."""
    lines = text.split("\n")
    listed = list(edits.values()) if isinstance(edits, Mapping) else edits
    for edit in sorted(listed, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
        assert edit.range.start.line == edit.range.end.line
        line = lines[edit.range.start.line].encode("utf-16-le")
        start, end = edit.range.start.character * 2, edit.range.end.character * 2
        new = line[:start] + edit.new_text.encode("utf-16-le") + line[end:]
        lines[edit.range.start.line] = new.decode("utf-16-le")
    return "\n".join(lines)
