"""When templates are read, and what is published, with a child that says what the test wants."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import Workspace

from topology.record import ValueRecord
from toposmith.lsp import diagnoses
from toposmith.lsp.answers import Request
from toposmith.lsp.child import ChildDied, ChildFailed
from toposmith.lsp.diagnoses import Diagnoses
from toposmith.lsp.documents import Documents

TEXT = "tosca_definitions_version: tosca_2_0"
ONE, TWO = "file:///a/one.yaml", "file:///a/two.yaml"
Published = list[tuple[str, int | None, list[str]]]


class FakeChild:
    """Answers with what a function gives, and counts who was kept waiting in vain."""

    def __init__(self, answer: Callable[[Request], Any]) -> None:
        self.answer = answer
        self.asked: list[Request] = []
        self.given_up = 0
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def ask(self, request: Request) -> Any:
        self.asked.append(request)
        try:
            await self.may_go_on.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        return self.answer(request)

    async def end(self) -> int:
        return 0


class Setting(ValueRecord):
    server: LanguageServer
    diagnoses: Diagnoses
    child: FakeChild
    published: Published
    logged: list[str]

    def change(self, uri: str, version: int, text: str = TEXT) -> None:
        self.server.workspace.put_text_document(types.TextDocumentItem(uri, "yaml", version, text))
        self.diagnoses.schedule(uri)

    async def rest(self) -> None:
        await asyncio.gather(*self.diagnoses._running.values(), return_exceptions=True)


def setting(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Request], Any]) -> Setting:
    monkeypatch.setattr(diagnoses, "PAUSE_SECONDS", 0)
    server = LanguageServer("test", "1")
    server.protocol._workspace = Workspace(None, types.TextDocumentSyncKind.Full, [])
    published: Published = []
    logged: list[str] = []

    def publish(params: types.PublishDiagnosticsParams) -> None:
        published.append((params.uri, params.version, [each.message for each in params.diagnostics]))

    monkeypatch.setattr(server, "text_document_publish_diagnostics", publish)
    monkeypatch.setattr(server, "window_log_message", lambda params: logged.append(params.message))
    child: Any = FakeChild(answer)
    return Setting(server, Diagnoses(server, Documents(server), child), child, published, logged)


def shape(path: str, message: str) -> dict[str, Any]:
    start = {"line": 0, "character": 0}
    found = {"path": path, "range": {"start": start, "end": start}, "severity": 1, "code": "TS1", "source": "x"}
    return {**found, "message": message, "related": []}


def test_a_newer_change_ends_the_reading_of_the_older(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        found = setting(monkeypatch, lambda request: [])
        found.child.may_go_on.clear()
        found.change(ONE, 1)
        await asyncio.sleep(0.01)
        assert len(found.child.asked) == 1
        found.change(ONE, 2)
        await asyncio.sleep(0.01)
        found.child.may_go_on.set()
        await found.rest()
        assert found.child.given_up == 1
        assert found.published == [(ONE, 2, [])]

    asyncio.run(scenario())


def test_what_two_templates_find_in_one_file_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        found = setting(monkeypatch, lambda request: [shape("two.yaml", "both"), shape("two.yaml", request.path)])
        found.change(ONE, 1)
        found.change(TWO, 7)
        await found.rest()
        assert found.published[-1][:2] == (TWO, 7)
        assert sorted(found.published[-1][2]) == ["both", "one.yaml", "two.yaml"]
        found.diagnoses.forget(ONE)
        assert sorted(found.published[-1][2]) == ["both", "two.yaml"]

    asyncio.run(scenario())


def test_the_death_of_the_child_is_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(request: Request) -> Any:
        raise ChildDied("TS290", "Reading took too long.")

    async def scenario() -> None:
        found = setting(monkeypatch, die)
        found.change(ONE, 1)
        await found.rest()
        assert found.published == [(ONE, 1, ["Reading took too long."])]

    asyncio.run(scenario())


def test_a_fault_of_ours_is_logged_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: Request) -> Any:
        raise ChildFailed("KeyError")

    async def scenario() -> None:
        found = setting(monkeypatch, fail)
        found.change(ONE, 1)
        await found.rest()
        assert found.published == []
        assert found.logged == ["A fault in Toposmith: KeyError"]

    asyncio.run(scenario())


def test_a_document_that_was_closed_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        found = setting(monkeypatch, lambda request: [])
        found.change(ONE, 1)
        found.server.workspace.remove_text_document(ONE)
        await found.rest()
        assert found.child.asked == []
        assert found.published == []

    asyncio.run(scenario())


def test_a_fix_travels_with_its_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        fixed = {**shape("one.yaml", "wrong"), "data": {"title": "Mend it", "path": "one.yaml", "edit": {}}}
        found = setting(monkeypatch, lambda request: [fixed])
        taken: list[types.Diagnostic] = []
        monkeypatch.setattr(
            found.server, "text_document_publish_diagnostics", lambda params: taken.extend(params.diagnostics)
        )
        found.change(ONE, 1)
        await found.rest()
        assert taken[0].data == {"title": "Mend it", "path": "one.yaml", "edit": {}, "uri": ONE}

    asyncio.run(scenario())
