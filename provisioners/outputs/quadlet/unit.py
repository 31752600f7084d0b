"""Units as text. Values are escaped already, each for its key."""

from collections.abc import Iterable, Mapping

Pair = tuple[str, str]
Lines = Iterable[Pair]


def unit(sections: Mapping[str, Lines]) -> str:
    """Sections with their keys in order; a key may come several times. Empty sections are left out."""
    parts = [(name, [f"{key}={value}\n" for key, value in lines]) for name, lines in sections.items()]
    return "\n".join(f"[{name}]\n{''.join(lines)}" for name, lines in parts if lines)
