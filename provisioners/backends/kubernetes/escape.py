"""Text from templates on its way into a manifest, and the place-holders of secrets."""

import hashlib
import json
from collections.abc import Callable, Iterable

from provisioners.containers.text import Part, Text


def literal(text: str) -> str:
    """Text of a command or a variable as the kubelet takes it: ``$(`` begins a reference, ``$$`` is a dollar sign.

    Kubernetes documentation, "Define dependent environment variables".
    """
    return text.replace("$", "$$")


class Writer:
    """Collects the secrets of a manifest: each is a place-holder in a Secret, which the client fills."""

    def __init__(self, secret_digest: Callable[[str], str]) -> None:
        self._secret_digest = secret_digest
        self.secrets: dict[str, tuple[Part, ...]] = {}

    def hidden(self, text: Text) -> str:
        """The place-holder of a text, secret or not, that stands in a Secret."""
        name = f"TOPOSMITH_S_{_short(text).upper()}"
        self.secrets[name] = text.parts
        return f"${{{name}}}"

    def digests(self, texts: Iterable[Text]) -> list[str]:
        """What tells a change of these texts: a keyed digest of each secret part, and the other parts as they are."""
        return [
            part if isinstance(part, str) else self._secret_digest(part["secret"])
            for text in texts
            for part in text.parts
        ]


def reference(text: Text) -> str:
    """The name of a variable that hands a secret part of a command to the kubelet."""
    return f"TOPOSMITH_A_{_short(text).upper()}"


def placeholder_name(value: str) -> str:
    """The name in a place-holder, as :attr:`~provisioners.backends.contract.Rendered.secrets` has it."""
    return value.removeprefix("${").removesuffix("}")


def _short(text: Text) -> str:
    return hashlib.sha256(json.dumps(text.parts).encode()).hexdigest()[:16]
