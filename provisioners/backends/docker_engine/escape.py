"""Text from templates on its way into a Compose file."""

import hashlib
import json
import re
from collections.abc import Callable

from provisioners.containers.properties import ENVIRONMENT_NAME
from provisioners.containers.text import Part, Text

VARIABLE = re.compile(r"TOPOSMITH_S_[0-9A-F]{16}")


def literal(text: str) -> str:
    """Text that Compose takes as it is: ``$`` begins an interpolation, ``$$`` is a dollar sign.

    Compose specification, "Interpolation".
    """
    return text.replace("$", "$$")


def variable(name: str) -> str:
    """The place-holder that Compose fills from its environment; it refuses to start when the variable is not set."""
    if not ENVIRONMENT_NAME.fullmatch(name):
        raise ValueError(f"not the name of a variable: {name!r}")
    return f"${{{name}?}}"


class Writer:
    """Escapes text for one file, and collects its secrets: each is a variable of the command's environment."""

    def __init__(self, secret_digest: Callable[[str], str]) -> None:
        self._secret_digest = secret_digest
        self.secrets: dict[str, tuple[Part, ...]] = {}

    def text(self, text: Text) -> str:
        """Text as it stands in the file: escaped, or a place-holder when a part of it is secret."""
        return variable(self.hidden(text)) if text.is_secret else literal(text.plain)

    def texts(self, texts: tuple[Text, ...]) -> list[str]:
        """Each of several texts."""
        return [self.text(text) for text in texts]

    def hidden(self, text: Text) -> str:
        """The name of the variable that holds a text, whether it is secret or not."""
        name = f"TOPOSMITH_S_{hashlib.sha256(json.dumps(text.parts).encode()).hexdigest()[:16].upper()}"
        self.secrets[name] = text.parts
        return name

    def digests(self, content: object) -> tuple[str, ...]:
        """Keyed digests of the secrets whose place-holders occur in rendered content."""
        names = sorted(set(VARIABLE.findall(json.dumps(content))) & self.secrets.keys())
        return tuple(self._digest(part) for name in names for part in self.secrets[name])

    def _digest(self, part: Part) -> str:
        return part if isinstance(part, str) else self._secret_digest(part["secret"])
