"""Keeps secrets out of what a platform says."""

from collections.abc import Iterable


def hidden(text: str, secrets: Iterable[str]) -> str:
    """A text without secrets; of those with several lines each line is blotted out by itself."""
    pieces = {piece for secret in secrets for piece in (secret, *secret.splitlines()) if piece.strip()}
    for piece in sorted(pieces, key=len, reverse=True):
        text = text.replace(piece, "***")
    return text
