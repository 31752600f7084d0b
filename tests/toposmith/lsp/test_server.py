"""The language server as a process, asked by a client over its pipes."""

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.toposmith.lsp.client import ENCODINGS, Client, edited, place, run

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
URI = "file:///nowhere/at/all/template.yaml"
TEXT = (
    VERSION
    + """\
imports: [ toposmith:1.0 ]
topology_template:
  inputs:
    size: { type: scalar-unit.size, description: "How big 💡." }
  node_templates:
    web: { type: toposmith.nodes.Container, requirements: [ connection: database ] }
    database: # 💡 the second
      type: toposmith.nodes.Container
      properties: { memory: { get_input: size } }
      artifacts:
        image: { type: toposmith.artifacts.Dockerfile, file: Dockerfile }
  outputs:
    "💡 address": { value: { get_attribute: [ database, address ] } }
"""
).replace("web: {", "web: { artifacts: { image: { type: toposmith.artifacts.Dockerfile, file: Dockerfile } },")
DOCUMENT = types.TextDocumentIdentifier(URI)


def test_a_session_from_beginning_to_end() -> None:
    async def scenario(client: Client) -> None:
        assert client.capabilities.position_encoding == "utf-16"
        client.open(URI, TEXT)
        assert await client.codes(URI) == []
        client.change(URI, TEXT.replace("memory", "memry"), 2)
        assert await client.codes(URI, 2) == ["TS504"]
        client.change(URI, TEXT, 3)
        assert await client.codes(URI, 3) == []
        client.close(URI)
        await client.until(lambda: (URI, None) in client.versions)
        assert client.log == []
        assert await client.stop() == 0

    run(scenario)


def test_going_away_without_a_word_is_an_error() -> None:
    async def scenario(client: Client) -> None:
        client.client.exit(None)
        assert await client.ended() == 1

    run(scenario)


def test_completion_in_a_half_written_file() -> None:
    text = TEXT.replace("connection: database ] }", "connection: ")

    async def scenario(client: Client) -> None:
        client.open(URI, text)
        position = place(text, "connection: ", len("connection: "))
        found = await client.client.text_document_completion_async(types.CompletionParams(DOCUMENT, position))
        assert isinstance(found, types.CompletionList)
        assert found.items[0].label == "database"
        edit = found.items[0].text_edit
        assert isinstance(edit, types.TextEdit)
        assert "connection: database" in edited(text, [edit])

    run(scenario)


def test_hover_definition_references_and_outline() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, TEXT)
        ask = client.client
        hover = await ask.text_document_hover_async(types.HoverParams(DOCUMENT, place(TEXT, "size }")))
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert "How big 💡." in hover.contents.value
        found = await ask.text_document_definition_async(types.DefinitionParams(DOCUMENT, place(TEXT, "database ]")))
        assert isinstance(found, types.Location)
        assert (found.uri, found.range.start) == (URI, place(TEXT, "database: #", 0))
        found = await ask.text_document_definition_async(
            types.DefinitionParams(DOCUMENT, place(TEXT, "toposmith.nodes"))
        )
        assert isinstance(found, types.Location)
        assert found.uri.endswith("/toposmith_1_0/node_types.yaml")
        context = types.ReferenceContext(include_declaration=True)
        references = await ask.text_document_references_async(
            types.ReferenceParams(context, DOCUMENT, place(TEXT, "database ]"))
        )
        assert references is not None
        assert [each.range.start.line for each in references] == [6, 7, 13]
        symbols = await ask.text_document_document_symbol_async(types.DocumentSymbolParams(DOCUMENT))
        assert symbols is not None
        assert [symbol.name for symbol in symbols] == ["inputs", "node_templates", "outputs"]

    run(scenario)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_rename_in_the_encoding_that_was_agreed_upon(encoding: types.PositionEncodingKind) -> None:
    async def scenario(client: Client) -> None:
        assert client.capabilities.position_encoding == encoding
        client.open(URI, TEXT)
        ask, position = client.client, place(TEXT, "database: #")
        prepared = await ask.text_document_prepare_rename_async(types.PrepareRenameParams(DOCUMENT, position))
        assert isinstance(prepared, types.PrepareRenamePlaceholder)
        assert prepared.placeholder == "database"
        found = await ask.text_document_rename_async(types.RenameParams(DOCUMENT, position, "store"))
        assert found is not None
        assert found.changes is not None
        edits = found.changes[URI]
        before = TEXT.split("\n")[13].partition("database")[0]
        lengths = {"utf-8": len(before.encode()), "utf-16": len(before.encode("utf-16-le")) // 2, "utf-32": len(before)}
        assert edits[-1].range.start.character == lengths[encoding.value]
        if encoding == types.PositionEncodingKind.Utf16:
            assert edited(TEXT, list(edits)) == TEXT.replace("database", "store")
        with pytest.raises(JsonRpcException, match="There is a node template `web` already"):
            await ask.text_document_rename_async(types.RenameParams(DOCUMENT, position, "web"))

    run(scenario, encodings=[encoding])


def test_formatting() -> None:
    text = TEXT.replace("\n  ", "\n    ").replace("# 💡", "#  💡  ")

    async def scenario(client: Client) -> None:
        client.open(URI, text)
        options = types.FormattingOptions(2, insert_spaces=True)
        edits = await client.client.text_document_formatting_async(types.DocumentFormattingParams(DOCUMENT, options))
        assert edits
        after = edited(text, list(edits))
        assert "\n  node_templates:" in after
        client.change(URI, after, 2)
        again = await client.client.text_document_formatting_async(types.DocumentFormattingParams(DOCUMENT, options))
        assert not again

    run(scenario)


def test_a_quick_fix() -> None:
    text = TEXT.replace("requirements:", "requirments:")

    async def scenario(client: Client) -> None:
        client.open(URI, text)
        assert await client.codes(URI)
        context = types.CodeActionContext(client.published[URI])
        everything = types.Range(types.Position(0, 0), types.Position(99, 0))
        actions = await client.client.text_document_code_action_async(
            types.CodeActionParams(DOCUMENT, everything, context)
        )
        assert actions
        (action,) = [each for each in actions if isinstance(each, types.CodeAction)]
        assert action.edit is not None
        assert action.edit.changes is not None
        assert edited(text, list(action.edit.changes[URI])) == TEXT

    run(scenario)


def test_files_of_a_folder_see_each_others_unsaved_texts(tmp_path: Path) -> None:
    library = tmp_path / "lib" / "types 💡.yaml"
    library.parent.mkdir()
    library.write_text(f"{VERSION}node_types: {{ Old: {{ derived_from: tosca.nodes.Root }} }}\n")
    entry = tmp_path / "services" / "shop.yaml"
    entry.parent.mkdir()
    text = f"{VERSION}imports: [ '../lib/types 💡.yaml' ]\n"
    text += "topology_template: { node_templates: { a: { type: New } } }\n"
    entry.write_text(text)

    async def scenario(client: Client) -> None:
        client.open(entry.as_uri(), text)
        assert await client.codes(entry.as_uri()) == ["TS401"]
        client.open(library.as_uri(), library.read_text().replace("Old", "New"))
        await client.until(lambda: client.published[entry.as_uri()] == [])
        client.change(library.as_uri(), f"{VERSION}node_types: {{ New: {{ derived_from: Nothing }} }}\n", 2)
        assert await client.codes(library.as_uri(), 2) == ["TS401"]
        document = types.TextDocumentIdentifier(entry.as_uri())
        found = await client.client.text_document_definition_async(types.DefinitionParams(document, place(text, "New")))
        assert isinstance(found, types.Location)
        assert found.uri == library.as_uri()
        client.close(library.as_uri())
        client.change(entry.as_uri(), text.replace("New", "Old"), 2)
        assert await client.codes(entry.as_uri(), 2) == []

    run(scenario, root=tmp_path)


def test_without_a_workspace_imports_stay_in_the_files_own_folder(tmp_path: Path) -> None:
    (tmp_path / "types.yaml").write_text(VERSION)
    text = f"{VERSION}imports: [ ../types.yaml ]\n"

    async def scenario(client: Client) -> None:
        uri = (tmp_path / "inner" / "a.yaml").as_uri()
        client.open(uri, text)
        assert await client.codes(uri) == ["TS203"]

    run(scenario)


def test_a_document_that_is_in_no_file() -> None:
    async def scenario(client: Client) -> None:
        uri = "untitled:Untitled-1"
        client.open(uri, f"{VERSION}imports: [ other.yaml ]\n")
        assert await client.codes(uri) == ["TS201"]

    run(scenario)


def test_other_yaml_is_none_of_our_business() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, "services: { web: { image: x } }\n")
        position = types.Position(0, 2)
        assert await client.client.text_document_hover_async(types.HoverParams(DOCUMENT, position)) is None
        client.change(URI, VERSION + "nonsense: 1\n", 2)
        assert await client.codes(URI, 2) == ["TS301"]
        client.change(URI, "nonsense: 1\n", 3)
        assert await client.codes(URI, 3) == []
        assert [version for _, version in client.versions] == [2, 3]

    run(scenario)


def test_other_yaml_is_offered_nothing_but_a_beginning_is() -> None:
    async def scenario(client: Client) -> None:
        complete = client.client.text_document_completion_async
        client.open(URI, "services:\n  web:\n    ")
        assert await complete(types.CompletionParams(DOCUMENT, types.Position(2, 4))) is None
        client.change(URI, "tos", 2)
        found = await complete(types.CompletionParams(DOCUMENT, types.Position(0, 3)))
        assert isinstance(found, types.CompletionList)
        assert found.items[0].label == "tosca_definitions_version"

    run(scenario)


def test_changes_in_quick_succession_are_read_once() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, TEXT)
        for version in range(2, 30):
            client.change(URI, TEXT + f"# {version}\n", version)
            await asyncio.sleep(0)
        assert await client.codes(URI, 29) == []
        assert [version for uri, version in client.versions if uri == URI] == [29]

    run(scenario)
