import pytest

from topology.tosca.findings import Findings
from topology.tosca.scan import MAX_INDENTATION, MAX_OPEN_BRACKETS, is_shallow, scan


def scanned(content: bytes, limit: int = 100_000) -> tuple[bytes | None, list[tuple[str, int, int]]]:
    findings = Findings()
    text = scan(content, "a.yaml", findings, limit)
    return text, [(found.code, found.span.line, found.span.column) for found in findings.sorted()]


def too_deep(content: bytes) -> list[tuple[str, int, int]]:
    findings = Findings()
    assert is_shallow(content, "a.yaml", findings) is not findings.has_errors
    return [(found.code, found.span.line, found.span.column) for found in findings.sorted()]


def test_ordinary_text_passes_unchanged() -> None:
    assert scanned(b"a: [1, {b: c}]\n") == (b"a: [1, {b: c}]\n", [])


def test_a_byte_order_mark_is_taken_off() -> None:
    assert scanned(b"\xef\xbb\xbfa: b") == (b"a: b", [])


def test_the_limit_counts_bytes() -> None:
    assert scanned(b"a" * 10, limit=10)[1] == []
    assert scanned(b"a" * 11, limit=10) == (None, [("TS101", 1, 1)])


@pytest.mark.parametrize("content", [b"", b" ", b"\n\t\n", b"\xef\xbb\xbf"])
def test_nothing_is_told_as_empty(content: bytes) -> None:
    assert scanned(content) == (None, [("TS104", 1, 1)])


def test_the_first_byte_that_is_not_utf8_is_the_place() -> None:
    assert scanned("a: ä\nb: ö".encode() + b"\xff") == (None, [("TS102", 2, 5)])


def test_brackets_are_counted_open_not_together() -> None:
    assert too_deep(b"[]" * 5_000) == []
    deep = b"\n" + b"[" * MAX_OPEN_BRACKETS
    assert too_deep(deep) == []
    assert too_deep(deep + b"{") == [("TS103", 2, MAX_OPEN_BRACKETS + 1)]


def test_a_line_of_nothing_but_indentation_is_too_deep() -> None:
    assert too_deep(b" " * (MAX_INDENTATION - 1) + b"a: b") == []
    assert too_deep(b"a: b\n" + b"- " * MAX_INDENTATION) == [("TS103", 2, MAX_INDENTATION)]


def test_many_shallow_brackets_are_fine() -> None:
    assert too_deep(b"a: [" + b"[{}, {}], " * 5_000 + b"]\n") == []


def test_brackets_of_unlike_kinds_count_alike() -> None:
    assert too_deep(b"a: " + b"[{" * 600) == [("TS103", 1, MAX_OPEN_BRACKETS + 4)]
