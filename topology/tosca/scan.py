"""Phase 1: the bytes of a file, bounded before any parser sees them.

Size and encoding are checked for every reader. libyaml stops at an exact depth by itself (see ``libyaml``); before it
the depth of brackets and indentation is checked in linear time, which keeps a flood of them away from it.
"""

import re

from topology.diagnostics.span import Span
from topology.tosca.findings import Findings

MAX_BYTES = 10_000_000
MAX_OPEN_BRACKETS = 1_000
MAX_INDENTATION = 4_000

_BRACKETS = re.compile(rb"[\[\]{}]")
_INDENTATION = re.compile(rb"^[ \t?-]{%d}" % MAX_INDENTATION, re.MULTILINE)
_AS_BLANKS = bytes.maketrans(b"\t?-", b"   ")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ROUNDS = 10
_BOM = b"\xef\xbb\xbf"


def scan(content: bytes, file: str, findings: Findings, limit: int = MAX_BYTES) -> bytes | None:
    """The content without a byte order mark, or None after a finding (TS101, TS102, TS104)."""
    if len(content) > limit:
        message = f"The file has {len(content):,} bytes; at most {limit:,} are read."
        findings.error("TS101", message, Span.start_of(file), help="Split the template, or take large data out of it.")
        return None
    text = content.removeprefix(_BOM)
    if not text.strip():
        help_text = "Begin with `tosca_definitions_version: tosca_simple_yaml_1_3`."
        findings.error("TS104", "The file is empty.", Span.start_of(file), help=help_text, spec="3.10")
        return None
    return text if _is_utf8(text, file, findings) else None


def _is_utf8(text: bytes, file: str, findings: Findings) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        span = _span(text, error.start, file)
        findings.error("TS102", "The file is not UTF-8 text.", span, help="Save the file as UTF-8.")
        return False
    return True


def is_shallow(text: bytes, file: str, findings: Findings) -> bool:
    """Whether libyaml may see a text; a finding where it nests too deeply (TS103)."""
    place = _deep_bracket(text)
    if place is None and _may_be_indented_far(text) and (found := _INDENTATION.search(text)):
        place = found.end() - 1
    if place is None:
        return True
    findings.error("TS103", "The nesting is too deep to be read.", _span(text, place, file), help="Nest less deeply.")
    return False


def _may_be_indented_far(text: bytes) -> bool:
    """Whether what indents stands anywhere as often in a row as is too much; quicker than a look at each line."""
    return b" " * MAX_INDENTATION in text.translate(_AS_BLANKS)


def _deep_bracket(text: bytes) -> int | None:
    """The first bracket beyond the limit. Pairs that close at once are taken out first, as fast as bytes are copied."""
    brackets = text.translate(None, _NO_BRACKETS)
    for _ in range(_ROUNDS):
        if len(brackets) <= MAX_OPEN_BRACKETS:
            return None
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return _first_too_deep(text)


def _first_too_deep(text: bytes) -> int | None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found.group() in b"[{":
            depth += 1
            if depth > MAX_OPEN_BRACKETS:
                return found.start()
        elif depth:
            depth -= 1
    return None


def _span(text: bytes, offset: int, file: str) -> Span:
    line_start = text.rfind(b"\n", 0, offset) + 1
    line = text.count(b"\n", 0, offset) + 1
    column = len(text[line_start:offset].decode("utf-8", "replace")) + 1
    return Span(file, line, column, line, column + 1)
