"""Patterns, run by an engine that needs linear time whatever the pattern and the text."""

import re
from typing import Any

_BEYOND_RE2 = r"\(\?(?:[=!>]|<[=!])|\\[1-9]"


def compiled(pattern: str) -> Any:
    """The compiled pattern, or, as text, why it is none."""
    import re2  # noqa: PLC0415 - most templates have no pattern, and the engine takes time to load

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


def needs_more(pattern: str) -> bool:
    """Whether a pattern uses what only unbounded engines have: look-around and back references."""
    return re.search(_BEYOND_RE2, pattern) is not None
