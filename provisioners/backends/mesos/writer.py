"""Text from templates on its way into a document for Marathon or Chronos, which is JSON and interpolates nothing.

Text stands there as it is. What a client has to fill in is an object where Marathon wants text, so that no text of a
template can be taken for one: ``{"toposmith.secret": NAME}``, and ``{"toposmith.shell": [...]}`` for words of a shell.
"""

import hashlib
import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping

from provisioners.containers.text import Part, Text

HIDDEN = "toposmith.secret"
SHELL = "toposmith.shell"

Leaf = str | dict[str, object]


class Writer:
    """Collects the secrets of one document."""

    def __init__(self, secret_digest: Callable[[str], str]) -> None:
        self._secret_digest = secret_digest
        self.secrets: dict[str, tuple[Part, ...]] = {}

    def text(self, text: Text) -> Leaf:
        """Text as it is, or a place-holder when a part of it is secret."""
        return {HIDDEN: self._hidden(text)} if text.is_secret else text.plain

    def texts(self, texts: Iterable[Text]) -> list[Leaf]:
        """Each of several texts."""
        return [self.text(text) for text in texts]

    def shell(self, words: Iterable[Text]) -> Leaf:
        """A command line that a shell splits into exactly these words."""
        leaves = self.texts(words)
        plain = [leaf for leaf in leaves if isinstance(leaf, str)]
        return command_line(plain) if len(plain) == len(leaves) else {SHELL: leaves}

    def digests(self, content: object) -> tuple[str, ...]:
        """Keyed digests of the secrets whose place-holders occur in rendered content."""
        names = sorted(set(_names(content)))
        return tuple(self._digest(part) for name in names for part in self.secrets[name])

    def _hidden(self, text: Text) -> str:
        name = f"TOPOSMITH_S_{hashlib.sha256(json.dumps(text.parts).encode()).hexdigest()[:16].upper()}"
        self.secrets[name] = text.parts
        return name

    def _digest(self, part: Part) -> str:
        return part if isinstance(part, str) else self._secret_digest(part["secret"])


def command_line(words: list[str]) -> str:
    """Words for ``/bin/sh -c``; the last program takes the shell's place, so that signals reach it."""
    return f"exec {shlex.join(words)}"


def filled(content: object, secrets: Mapping[str, str]) -> object:
    """A document with its secrets in place."""
    if isinstance(content, Mapping):
        if set(content) == {HIDDEN}:
            return secrets[str(content[HIDDEN])]
        if set(content) == {SHELL} and isinstance(content[SHELL], list):
            return command_line([str(filled(word, secrets)) for word in content[SHELL]])
        return {key: filled(value, secrets) for key, value in content.items()}
    return [filled(item, secrets) for item in content] if isinstance(content, list) else content


def is_open(content: object) -> bool:
    """Whether something in a document is a place-holder."""
    return next(_names(content), None) is not None


def _names(content: object) -> Iterator[str]:
    if isinstance(content, Mapping):
        if set(content) == {HIDDEN}:
            yield str(content[HIDDEN])
        for value in content.values():
            yield from _names(value)
    elif isinstance(content, list | tuple):
        for item in content:
            yield from _names(item)
