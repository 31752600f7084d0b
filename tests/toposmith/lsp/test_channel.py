"""Messages between the server and its child."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toposmith.lsp.answers import Request
from toposmith.lsp.channel import pack, pack_request, read_request

paths = st.text(max_size=9)
requests = st.builds(
    Request,
    method=st.sampled_from(["hover", "rename"]),
    root=st.none() | paths,
    path=paths,
    texts=st.dictionaries(paths, st.text(max_size=20), max_size=3),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]),
    line=st.integers(0, 99),
    character=st.integers(0, 99),
    name=paths,
)


@given(st.lists(requests, min_size=1, max_size=3))
def test_requests_arrive_as_they_were_sent(sent: list[Request]) -> None:
    stream = io.BytesIO(b"".join(map(pack_request, sent)))
    received = [read_request(stream) for _ in sent]
    assert received == sent
    assert read_request(stream) is None


def test_a_message_says_how_long_it_is() -> None:
    size, _, body = pack({"answer": "💡"}).partition(b"\n")
    assert int(size) == len(body)
    assert json.loads(body) == {"answer": "💡"}


@pytest.mark.parametrize("lost", [1, 30, 10_000])
def test_a_request_that_ends_early_is_the_end(lost: int) -> None:
    content = pack_request(Request("hover", None, "a.yaml", {"a.yaml": "x" * 50}, "utf-8"))
    assert read_request(io.BytesIO(content[: max(0, len(content) - lost)])) is None
