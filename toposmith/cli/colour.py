"""Whether to write in colour."""

import os
from collections.abc import Mapping
from typing import TextIO


def wants_colour(stream: TextIO, environ: Mapping[str, str] | None = None) -> bool:
    """Colour on terminals only; ``NO_COLOR`` and ``FORCE_COLOR`` (https://no-color.org) decide before ``CI`` does."""
    variables = os.environ if environ is None else environ
    if variables.get("NO_COLOR"):
        return False
    if variables.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and not variables.get("CI") and variables.get("TERM") != "dumb"
