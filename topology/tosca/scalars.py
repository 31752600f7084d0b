"""What a plain scalar means: the core schema of YAML 1.2, section 10.3.2, which TOSCA refers to (section 3.3.1).

So ``yes``, ``no``, ``on``, ``off`` and ``12:30`` are text, as in YAML 1.2, not booleans or numbers as in YAML 1.1.
"""

import math
import re

from topology.tosca.tree import NULLS, Scalar

_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
MAY_BE_NUMBER = frozenset("+-.0123456789")
"""With these numbers begin."""

_NO_TEXTS = NULLS.union(_BOOLEANS)
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_BASES = {"0o": (r"[0-7]{1,300}", 8), "0x": (r"[0-9a-fA-F]{1,300}", 16)}
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,300}|[0-9]{1,300}(\.[0-9]{0,300})?)([eE][-+]?[0-9]{1,9})?")
_SPECIAL = {
    **{f"{sign}.{word}": float(f"{sign}{word}") for sign in ("", "+", "-") for word in ("inf", "Inf", "INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}


def resolve(node: Scalar) -> bool | int | float | str | None:
    """The value of a scalar: what was quoted is text, what is plain is told by its look."""
    text = node.text
    if not node.plain:
        return text
    if text[:1] in MAY_BE_NUMBER:
        return _number(text)
    if text in NULLS:
        return None
    return _BOOLEANS.get(text, text)


def is_text(node: Scalar) -> bool:
    """Whether a scalar means text."""
    if not node.plain:
        return True
    text = node.text
    return isinstance(_number(text), str) if text[:1] in MAY_BE_NUMBER else text not in _NO_TEXTS


def _number(text: str) -> int | float | str:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if text[:2] in _BASES:
        digits, base = _BASES[text[:2]]
        return int(text[2:], base) if re.fullmatch(digits, text[2:]) else text
    return _SPECIAL.get(text, text)
