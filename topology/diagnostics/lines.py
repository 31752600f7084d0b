"""The lines of a text as the YAML parser counts them, so that a span leads to the text it was made from.

Besides line feed and carriage return, libyaml ends a line at NEL, LS and PS (YAML 1.1, section 4.1.4). A byte order
mark is not part of the first line.
"""

import re

_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
BYTE_ORDER_MARK = "\ufeff"


def split_lines(text: str) -> list[str]:
    """The lines without what ends them; a text that ends with a line's end has an empty line behind it."""
    return _ENDS.split(text.removeprefix(BYTE_ORDER_MARK))


def line_starts(text: str) -> list[int]:
    """Where in the text each line begins."""
    first = 1 if text.startswith(BYTE_ORDER_MARK) else 0
    return [first, *(found.end() for found in _ENDS.finditer(text))]


def line_end(text: str) -> str:
    """What ends the lines of a text, told by its first one; a line feed when there is only one line."""
    found = _ENDS.search(text)
    return found.group() if found else "\n"
