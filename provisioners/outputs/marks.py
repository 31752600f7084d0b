"""Places in a document that a template's language fills in, among texts that it must leave alone."""

from collections.abc import Callable

from provisioners.planning.fingerprint import digest


class Marks:
    """Marks that stand for actions while a document becomes text. They are made from the document, so that no text of
    it can be one.
    """

    def __init__(self, source: object) -> None:
        self._stem = f"action-{digest(source)}"
        self._actions: list[str] = []

    def of(self, action: str) -> str:
        """The mark that stands for an action."""
        self._actions.append(action)
        return f"{self._stem}-{len(self._actions)}-end"

    def filled(self, text: str, escape: Callable[[str], str]) -> str:
        """The document as text, escaped, with actions in place of marks."""
        found = escape(text)
        for number, action in enumerate(self._actions, 1):
            found = found.replace(f"{self._stem}-{number}-end", action)
        return found
