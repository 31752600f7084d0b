"""The language server: what the client asks goes to a child, what comes back goes to the client.

Two children, so that a question need not wait until a large template is read for its mistakes.
"""

import asyncio
from typing import Any

from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from toposmith.lsp.child import Child, ChildDied, ChildFailed, Limits
from toposmith.lsp.diagnoses import Diagnoses, range_of
from toposmith.lsp.documents import Address, Documents

_FOR_A_QUESTION = Limits(cpu_seconds=5, wall_seconds=10.0)
_TRIGGERS = [" ", ":", "[", "{", ","]


class RenameRefused(JsonRpcException):
    """A name cannot be given; the client shows the message."""

    CODE = types.LSPErrorCodes.RequestFailed
    MESSAGE = "The name cannot be given."


class Toposmith(LanguageServer):
    """The server with its two children."""

    def __init__(self, version: str) -> None:
        super().__init__("toposmith", version)
        self.documents = Documents(self)
        self.child = Child(_FOR_A_QUESTION)
        self.diagnoses = Diagnoses(self, self.documents, Child())
        self.was_shut_down = False
        self._convert = get_converter()

    async def ask(self, method: str, uri: str, position: types.Position | None = None, name: str = "") -> Any:
        """The child's answer about a template; None for other documents, and where the child could not answer.

        A client that takes its question back does not end the child, which is soon ready for the next one.
        """
        is_ours = self.documents.may_become_template if method == "complete" else self.documents.is_template
        if not is_ours(uri):
            return None
        try:
            return await asyncio.shield(self.child.ask(self.documents.request(method, uri, position, name)))
        except (ChildDied, ChildFailed) as error:
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"{method}: {error}"))
            return None

    def structured(self, shape: Any, kind: Any) -> Any:
        """Plain data as a class of the protocol; None stays None."""
        return None if shape is None else self._convert.structure(shape, kind)

    def location(self, address: Address, shape: dict[str, Any]) -> types.Location:
        """A place in a file of a document's folder."""
        return types.Location(self.documents.uri(address, shape["path"]), range_of(shape["range"]))


def make_server(version: str) -> Toposmith:
    """A server with all that it can do."""
    server = Toposmith(version)
    _follow_documents(server)
    _complete_and_explain(server)
    _navigate(server)
    _edit(server)
    return server


def _follow_documents(server: Toposmith) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.diagnoses.schedule(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.diagnoses.schedule(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.diagnoses.schedule(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.diagnoses.forget(params.text_document.uri)

    @server.feature(types.SHUTDOWN)
    async def shut_down(_: None) -> None:
        server.was_shut_down = True
        await server.diagnoses.end()
        await server.child.end()


def _complete_and_explain(server: Toposmith) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    async def complete(params: types.CompletionParams) -> types.CompletionList | None:
        found = await server.ask("complete", params.text_document.uri, params.position)
        listed: types.CompletionList | None = server.structured(found, types.CompletionList)
        return listed

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        found = await server.ask("hover", params.text_document.uri, params.position)
        shown: types.Hover | None = server.structured(found, types.Hover)
        return shown

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    def fix(params: types.CodeActionParams) -> list[types.CodeAction]:
        return [_quick_fix(each) for each in params.context.diagnostics if isinstance(each.data, dict)]


def _quick_fix(found: types.Diagnostic) -> types.CodeAction:
    data: Any = found.data
    edit = types.TextEdit(range_of(data["edit"]["range"]), data["edit"]["newText"])
    change = types.WorkspaceEdit(changes={data["uri"]: [edit]})
    return types.CodeAction(
        data["title"], types.CodeActionKind.QuickFix, diagnostics=[found], is_preferred=True, edit=change
    )


def _navigate(server: Toposmith) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def define(params: types.DefinitionParams) -> types.Location | None:
        uri = params.text_document.uri
        found = await server.ask("define", uri, params.position)
        return server.location(server.documents.address(uri), found) if found is not None else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: types.ReferenceParams) -> list[types.Location]:
        uri = params.text_document.uri
        address = server.documents.address(uri)
        return [server.location(address, each) for each in await server.ask("refer", uri, params.position) or ()]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        found = await server.ask("outline", params.text_document.uri)
        return [server.structured(each, types.DocumentSymbol) for each in found or ()]


def _edit(server: Toposmith) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        found = await server.ask("prepare_rename", params.text_document.uri, params.position)
        return types.PrepareRenamePlaceholder(range_of(found["range"]), found["placeholder"]) if found else None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        uri = params.text_document.uri
        found = await server.ask("rename", uri, params.position, params.new_name)
        if found is None:
            return None
        if "refused" in found:
            raise RenameRefused(found["refused"])
        edits = [types.TextEdit(range_of(each["range"]), each["newText"]) for each in found["edits"]]
        return types.WorkspaceEdit(changes={uri: edits})

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def layout(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        found = await server.ask("format", params.text_document.uri)
        return [types.TextEdit(range_of(each["range"]), each["newText"]) for each in found or ()]
