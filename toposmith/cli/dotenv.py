"""The file ``.env``, from which Compose takes its variables.

Source: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
"""

import os
from collections.abc import Mapping
from pathlib import Path

_ESCAPES = {"\\": "\\\\", '"': '\\"', "$": "\\$", "\n": "\\n", "\r": "\\r"}


def render_dotenv(variables: Mapping[str, str]) -> str:
    """One line for each variable; the value is quoted so that nothing in it is obeyed."""
    return "".join(f'{name}="{_escaped(value)}"\n' for name, value in variables.items())


def write_private(place: Path, text: str) -> None:
    """Write a file that only its owner can read. Raises ``OSError``."""
    place.unlink(missing_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _escaped(value: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in value)
