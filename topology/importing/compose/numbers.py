"""What plain scalars mean to Compose where it wants text: it reads numbers first and writes them anew."""

import re

from topology.tosca.tree import Scalar

_WHOLE = re.compile(
    r"[-+]?(?:0[xX][0-9a-fA-F][0-9a-fA-F_]{0,17}|0[bB][01][01_]{0,65}|0[oO]?[0-7][0-7_]{0,23}|[1-9][0-9_]{0,20}|0)",
    re.ASCII,
)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9][0-9_]{0,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)
_TRUTH = {"true": "true", "True": "true", "TRUE": "true", "false": "false", "False": "false", "FALSE": "false"}
_OLD_OCTAL = re.compile(r"^([-+]?)0([0-7_]+)$", re.ASCII)
_SMALLEST, _LARGEST = -(2**63), 2**64
_EXPONENT_FROM, _EXPONENT_BELOW = 6, -4


def text_of_scalar(scalar: Scalar) -> str:
    """The text that Compose makes of a scalar: ``0x1F`` is 31 and ``1.10`` is 1.1 to it, where no quotes stand."""
    text = scalar.text
    if not scalar.plain:
        return text
    if _WHOLE.fullmatch(text):
        number = int(_OLD_OCTAL.sub(r"\g<1>0o\2", text).replace("_", ""), 0)
        if _SMALLEST <= number < _LARGEST:
            return str(number)
    if _FLOAT.fullmatch(text):
        return _shortest(float(text.replace("_", "")))
    return _TRUTH.get(text, text)


def _shortest(number: float) -> str:
    """The fewest digits that tell a number; with an exponent from a million on, and below a ten-thousandth."""
    texts = (f"{number:.{precision}e}" for precision in range(18))
    mantissa, _, exponent = next(text for text in texts if float(text) == number).partition("e")
    power = int(exponent)
    if power >= _EXPONENT_FROM or power < _EXPONENT_BELOW:
        return f"{mantissa}e{power:+03d}"
    return f"{number:.{max(len(mantissa.partition('.')[2]) - power, 0)}f}"
