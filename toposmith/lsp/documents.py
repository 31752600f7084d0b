"""The open documents: which of them are templates, and to which folder each belongs."""

import os.path
import re
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import TextDocument

from topology.record import ValueRecord
from toposmith.lsp.answers import Request

_VERSION = re.compile(r"""^\s*["']?tosca_definitions_version\b""", re.MULTILINE)
_UNNAMED = "untitled.yaml"


class Address(ValueRecord):
    """Where a document lies: its path with ``/`` below a root folder; without a root, it is in no folder."""

    root: str | None
    path: str


def is_template(text: str, language: str | None = None) -> bool:
    """Whether a document is one of ours: editors send every YAML file, and most are something else."""
    return language == "tosca" or _VERSION.search(text) is not None


def may_become_template(text: str) -> bool:
    """Whether a document has so little content that a template may begin here."""
    lines = (line.strip() for line in text.split("\n"))
    return sum(bool(line) and not line.startswith("#") for line in lines) <= 1


class Documents:
    """The documents that the client has open."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server

    @property
    def _open(self) -> dict[str, TextDocument]:
        """The open documents by their addresses as the client spells them; the workspace's own keys are unquoted."""
        return {document.uri: document for document in self._server.workspace.text_documents.values()}

    def version(self, uri: str) -> int | None:
        """The number of an open document's version; None when it is closed."""
        document = self._open.get(uri)
        return None if document is None else document.version

    def is_template(self, uri: str) -> bool:
        """Whether an open document is a template."""
        document = self._open.get(uri)
        return document is not None and is_template(document.source, document.language_id)

    def may_become_template(self, uri: str) -> bool:
        """Whether an open document is a template, or is about to become one."""
        document = self._open.get(uri)
        return document is not None and (self.is_template(uri) or may_become_template(document.source))

    def templates(self) -> list[str]:
        """The addresses of the open templates."""
        return [uri for uri in self._open if self.is_template(uri)]

    def address(self, uri: str) -> Address:
        """The folder of the workspace that a document lies in, or the document's own, and the path from there."""
        place = to_fs_path(uri) if uri.startswith("file:") else None
        if place is None:
            return Address(None, _UNNAMED)
        file = Path(os.path.normpath(place))
        roots = (Path(folder) for folder in self._folders() if file.is_relative_to(folder))
        root = max(roots, key=lambda folder: len(folder.parts), default=file.parent)
        return Address(str(root), file.relative_to(root).as_posix())

    def uri(self, address: Address, path: str) -> str:
        """The address of a file by its path below the root of another; an open document keeps the client's spelling."""
        if address.root is None and not path.startswith("/"):
            return path
        place = os.path.normpath(os.path.join(address.root or "/", path))  # noqa: PTH118 - an absolute one stays
        for uri in self._open:
            if uri.startswith("file:") and os.path.normpath(to_fs_path(uri) or "") == place:
                return uri
        return str(from_fs_path(place) or place)

    def request(self, method: str, uri: str, position: types.Position | None = None, name: str = "") -> Request:
        """A question about a document, with the texts of all that are open in its folder."""
        address = self.address(uri)
        encoding = self._server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return Request(
            method=method,
            root=address.root,
            path=address.path,
            texts=self._texts(address, uri),
            encoding=str(getattr(encoding, "value", encoding)),
            line=position.line if position is not None else 0,
            character=position.character if position is not None else 0,
            name=name,
        )

    def _texts(self, address: Address, uri: str) -> dict[str, str]:
        opened = self._open
        texts = {address.path: opened[uri].source} if uri in opened else {}
        for other, document in opened.items() if address.root is not None else ():
            place = self.address(other)
            if place.root == address.root:
                texts[place.path] = document.source
        return texts

    def _folders(self) -> list[str]:
        folders = self._server.workspace.folders.values()
        return [place for folder in folders if (place := to_fs_path(folder.uri)) is not None]
