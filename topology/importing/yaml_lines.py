"""Plain data as YAML that people like to read: blocks outside, short collections in brackets inside."""

import re
from collections.abc import Iterator, Mapping, Sequence

WIDTH = 110
INDENT = "  "

_PLAIN = re.compile(
    r"[A-Za-z/](?:(?:[A-Za-z0-9_./@+'() -]|:(?=[A-Za-z0-9/]))*[A-Za-z0-9_/.])?"
    r"|[0-9]{1,15} [A-Za-z]{1,3}|(?:[0-9]{1,3}\.){3}[0-9]{1,3}",
    re.ASCII,
)
"""Text that needs no quotes, also in brackets. What else begins with a digit, a sign or a dot could be a number."""

_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def lines_of(data: Mapping[str, object], indent: str = "", blocks: int = 0) -> Iterator[str]:
    """The lines of a map. Short maps and lists stand in brackets, but those of the first levels, ``blocks`` of them."""
    for key, value in data.items():
        yield from _entry(f"{indent}{scalar(key)}:", value, indent, blocks)


def _entry(head: str, value: object, indent: str, blocks: int = 0) -> Iterator[str]:
    short = None if blocks and isinstance(value, Mapping) and value else _short(value)
    if short is not None and len(head) + len(short) < WIDTH:
        yield f"{head} {short}"
    elif isinstance(value, Mapping):
        yield head
        yield from lines_of(value, indent + INDENT, max(blocks - 1, 0))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield head
        for item in value:
            yield from _item(item, indent + INDENT)
    elif isinstance(value, str) and _is_block(value):
        yield from _block(head, value, indent)
    else:
        yield f"{head} {scalar(value)}"


def _item(item: object, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping) and _short(item) is None and item:
        first, *rest = lines_of(item, indent + INDENT)
        yield f"{indent}- {first.removeprefix(indent + INDENT)}"
        yield from rest
    else:
        yield from _entry(f"{indent}-", item, indent)


def _short(value: object, depth: int = 0) -> str | None:
    """A value on one line, or None where that is not pleasant to read."""
    if isinstance(value, Mapping):
        parts = {scalar(key): _short(item, depth + 1) for key, item in value.items()}
        if depth > 2 or None in parts.values():
            return None
        return f"{{ {', '.join(f'{key}: {part}' for key, part in parts.items())} }}" if parts else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [_short(item, depth + 1) for item in value]
        if depth > 2 or None in items:
            return None
        return f"[ {', '.join(str(item) for item in items)} ]" if items else "[]"
    if isinstance(value, str) and "\n" in value:
        return None
    return scalar(value)


def scalar(value: object) -> str:
    """A scalar that every reader of YAML takes for the same value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if text.isprintable() and not ("'" in text and '"' not in text and "\\" not in text):
        return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_block(text: str) -> bool:
    """Whether a text of several lines can stand as it is: nothing at its edges that YAML would not keep."""
    lines = text.split("\n")
    return len(lines) > 1 and lines[0][:1] not in ("", " ") and all(line.isprintable() for line in lines)


def _block(head: str, text: str, indent: str) -> Iterator[str]:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    yield f"{head} |{'-' if ends == 0 else '' if ends == 1 else '+'}"
    for line in [*body.split("\n"), *[""] * (ends - 1)]:
        yield f"{indent}{INDENT}{line}" if line else ""
