"""An entry of the catalogue of codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A code's short title and its explanation, in sentences a newcomer understands."""

    title: str
    explanation: str
