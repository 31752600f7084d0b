from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import Workspace

from toposmith.lsp.documents import Address, Documents, is_template, may_become_template


def documents(*opened: str, folders: tuple[str, ...] = ()) -> Documents:
    """Documents of a workspace with folders, with an empty one open at each address."""
    server = LanguageServer("test", "1")
    roots = [types.WorkspaceFolder(Path(folder).as_uri(), folder) for folder in folders]
    server.protocol._workspace = Workspace(None, types.TextDocumentSyncKind.Incremental, roots)
    for uri in opened:
        server.workspace.put_text_document(types.TextDocumentItem(uri, "yaml", 1, f"text of {uri}"))
    return Documents(server)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tosca_definitions_version: tosca_2_0", True),
        ("# x\n\n'tosca_definitions_version': a", True),
        ('description: x\n"tosca_definitions_version": a', True),
        ("description: tosca_definitions_version", False),
        ("tosca_definitions_versions: x", False),
        ("", False),
    ],
)
def test_what_is_a_template(text: str, expected: bool) -> None:
    assert is_template(text) is expected
    assert is_template(text, "tosca")


@pytest.mark.parametrize(
    ("text", "expected"), [("", True), ("# a\n\ntos", True), ("services:\n  web:", False), ("a: 1\nb: 2", False)]
)
def test_what_may_become_one(text: str, expected: bool) -> None:
    assert may_become_template(text) is expected


def test_a_file_belongs_to_the_innermost_folder_of_the_workspace() -> None:
    found = documents(folders=("/a", "/a/b", "/c"))
    assert found.address("file:///a/b/x/t.yaml") == Address("/a/b", "x/t.yaml")
    assert found.address("file:///a/y/t.yaml") == Address("/a", "y/t.yaml")
    assert found.address("file:///ab/t.yaml") == Address("/ab", "t.yaml")
    assert found.address("file:///a/../c/t%20%C3%A9.yaml") == Address("/c", "t é.yaml")


def test_what_is_no_file_is_in_no_folder() -> None:
    address = documents().address("untitled:Untitled-1")
    assert address.root is None
    assert documents().uri(address, "untitled.yaml") == "untitled.yaml"


def test_an_open_document_keeps_the_clients_spelling() -> None:
    uri = "file:///a/x%2dy%20z.yaml"
    found = documents(uri, folders=("/a",))
    assert found.uri(Address("/a", "t.yaml"), "x-y z.yaml") == uri
    assert found.uri(Address("/a", "t.yaml"), "other é.yaml") == "file:///a/other%20%C3%A9.yaml"
    assert found.uri(Address("/a", "t.yaml"), "/usr/p.yaml") == "file:///usr/p.yaml"


def test_a_question_brings_the_texts_of_its_folder() -> None:
    found = documents("file:///a/t.yaml", "file:///a/lib/u%20.yaml", "file:///b/v.yaml", "untitled:1", folders=("/a",))
    request = found.request("hover", "file:///a/t.yaml", types.Position(3, 4))
    assert set(request.texts) == {"t.yaml", "lib/u .yaml"}
    assert request.texts["lib/u .yaml"] == "text of file:///a/lib/u%20.yaml"
    assert (request.root, request.path, request.line, request.character) == ("/a", "t.yaml", 3, 4)
    assert set(found.request("hover", "untitled:1").texts) == {"untitled.yaml"}


def test_versions() -> None:
    found = documents("file:///a/t%20.yaml")
    assert found.version("file:///a/t%20.yaml") == 1
    assert found.version("file:///a/closed.yaml") is None
