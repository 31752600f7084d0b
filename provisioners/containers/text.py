"""Text of a template on its way into a native form: its secret parts are references until a client resolves them."""

from collections.abc import Mapping
from dataclasses import dataclass

from topology.values.value import Concat, Secret, Value, as_text

Part = str | Mapping[str, str]
"""Text, or a secret as ``{"secret": REFERENCE}``, as :class:`~provisioners.backends.contract.Rendered` has it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar in parts. Nothing in it is escaped: whoever writes a native file escapes for that file."""

    parts: tuple[Part, ...]

    @property
    def is_secret(self) -> bool:
        """Whether a part of it may be seen by a platform's client only."""
        return any(not isinstance(part, str) for part in self.parts)

    @property
    def plain(self) -> str:
        """The whole text. Raises ``ValueError`` for one with a secret part."""
        if self.is_secret:
            raise ValueError("a secret has no plain text")
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def references(self) -> tuple[str, ...]:
        """The references of its secret parts, in order."""
        return tuple(part["secret"] for part in self.parts if not isinstance(part, str))


def text_of(value: Value) -> Text:
    """A value without unknown parts as text."""
    return Text(tuple(map(_part, value.parts if isinstance(value, Concat) else (value,))))


def _part(value: Value) -> Part:
    return {"secret": value.reference} if isinstance(value, Secret) else as_text(value)
