"""Files that are made to harm their reader end the child at most, never the server."""

from lsprotocol import types

from tests.toposmith.lsp.client import Client, run

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
GOOD = VERSION + "topology_template: {}\n"
ALIASES = "".join(f"a{n}: &a{n} [ {', '.join([f'*a{n - 1}'] * 9)} ]\n" for n in range(1, 9))

HOSTILE = {
    "aliases": VERSION + "a0: &a0 [ x, x, x, x, x, x, x, x, x ]\n" + ALIASES,
    "brackets": VERSION + "a: " + "[" * 200_000,
    "braces in a line": VERSION + "a: " + "{a: " * 50_000,
    "deep block": VERSION + "\n".join(" " * n + "a:" for n in range(900)),
    "wide": VERSION + "a: [" + "1, " * 60_000 + "]\n",
    "one long line": VERSION + "a: " + "x " * 500_000,
    "blanks": VERSION + "a" + " " * 500_000 + "b",
    "quotes": VERSION + "a: " + "'" * 100_001,
    "not text": VERSION + "a: \x01\x02\ufffe\n",
    "circle of types": VERSION + "node_types: { A: { derived_from: B }, B: { derived_from: A } }\n",
}


def test_the_server_lives_on() -> None:
    async def scenario(client: Client) -> None:
        for name, text in HOSTILE.items():
            await ask_everything(client, f"file:///nowhere/at/all/{name.replace(' ', '-')}/bad.yaml", text)
        assert client.log == []
        assert await client.stop() == 0

    run(scenario)


async def ask_everything(client: Client, uri: str, text: str) -> None:
    """Open a document, ask about it in every way, and mend it: a diagnostic while it is bad, none afterwards."""
    document = types.TextDocumentIdentifier(uri)
    client.open(uri, text)
    assert await client.codes(uri), uri
    ask = client.client
    for position in (types.Position(1, 2), types.Position(text.count("\n"), 4)):
        await ask.text_document_completion_async(types.CompletionParams(document, position))
        await ask.text_document_hover_async(types.HoverParams(document, position))
        await ask.text_document_prepare_rename_async(types.PrepareRenameParams(document, position))
    await ask.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    options = types.FormattingOptions(2, insert_spaces=True)
    await ask.text_document_formatting_async(types.DocumentFormattingParams(document, options))
    client.change(uri, GOOD, 2)
    assert await client.codes(uri, 2) == [], uri
    assert await ask.text_document_hover_async(types.HoverParams(document, types.Position(1, 3))) is not None
    client.close(uri)
