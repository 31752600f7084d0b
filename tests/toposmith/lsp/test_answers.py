"""Every question at every moment of typing: there is always an answer that JSON can carry, and never an exception."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.editor.positions import Position, Positions
from toposmith.lsp.answers import Request, answer

EXAMPLES = sorted((Path(__file__).parents[3] / "tosca-templates").rglob("*.yaml"))
METHODS = ["diagnose", "complete", "hover", "define", "refer", "prepare_rename", "rename", "outline", "format"]
TYPED = st.sampled_from(["", ":", "- ", "{ ", "[", '"', "&a ", "*a", "# ", "| ", "\t", "\n", "💡", "漢字: "])


def ask(method: str, text: str, offset: int) -> Any:
    position = Positions(text).position(offset)
    request = Request(method, None, "a.yaml", {"a.yaml": text}, "utf-16", position.line, position.character, "new")
    return json.loads(json.dumps(answer(request)))


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, int]:
    """A template in which somebody has just typed something, with or without the rest behind it."""
    text = draw(st.sampled_from([file.read_text(encoding="utf-8") for file in EXAMPLES]))
    at = draw(st.integers(0, len(text)))
    end = draw(st.sampled_from([at, text.find("\n", at), len(text)]))
    before = text[:at] + draw(TYPED)
    return before + text[max(at, end) :], len(before)


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None)
@given(moment=moments())
def test_there_is_always_an_answer(method: str, moment: tuple[str, int]) -> None:
    ask(method, *moment)


@settings(deadline=None)
@given(moment=moments())
def test_every_range_lies_in_the_text(moment: tuple[str, int]) -> None:
    text, offset = moment
    last = Positions(text).position(len(text))
    for method in ("complete", "hover", "refer", "outline", "diagnose"):
        for found in ranges(ask(method, text, offset)):
            assert Position(0, 0) <= found[0] <= found[1]
            assert found[1].line <= last.line


def ranges(shape: Any) -> list[tuple[Position, Position]]:
    """Every range in an answer."""
    if isinstance(shape, list):
        return [found for each in shape for found in ranges(each)]
    if not isinstance(shape, dict):
        return []
    if set(shape) == {"start", "end"}:
        return [(Position(**shape["start"]), Position(**shape["end"]))]
    return [found for each in shape.values() for found in ranges(each)]


@settings(deadline=None)
@given(moment=moments())
def test_what_is_offered_takes_the_place_of_the_word_at_the_cursor(moment: tuple[str, int]) -> None:
    text, offset = moment
    found = ask("complete", text, offset)
    position = Positions(text).position(offset)
    for item in found["items"] if found else ():
        start, end = (Position(**item["textEdit"]["range"][edge]) for edge in ("start", "end"))
        assert start.line == end.line == position.line
        assert start <= position <= end
