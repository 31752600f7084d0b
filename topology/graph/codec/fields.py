"""Strict reading of parsed JSON: each helper gives a piece's typed value, or says where it is unfit."""

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

T = TypeVar("T")
D = TypeVar("D")
Decoder: TypeAlias = Callable[[object], T]


class GraphFormatError(ValueError):
    """The data is not a stored graph; ``path`` leads to the place that is unfit."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path: tuple[str | int, ...] = ()

    def below(self, key: str | int) -> "GraphFormatError":
        """The same error seen from one level further out."""
        self.path = (key, *self.path)
        return self

    def __str__(self) -> str:
        return f"{self.reason} at /{'/'.join(map(str, self.path))}"


class Fields:
    """An object whose keys are taken one by one; :meth:`done` refuses what nobody took."""

    def __init__(self, data: object) -> None:
        self._left = dict(mapping(data))

    def need(self, key: str, decode: Decoder[T]) -> T:
        """The decoded value of a key that must be there."""
        if key not in self._left:
            raise GraphFormatError(f"{key!r} is missing")
        return _at(key, decode, self._left.pop(key))

    def get(self, key: str, decode: Decoder[T], default: D) -> T | D:
        """The decoded value of a key, or the default when it is not there."""
        return self.need(key, decode) if key in self._left else default

    def done(self) -> None:
        """Raises :class:`GraphFormatError` when a key is left that nobody took."""
        if self._left:
            raise GraphFormatError(f"unexpected {', '.join(map(repr, self._left))}")


def mapping(data: object) -> Mapping[str, object]:
    """An object of JSON. Raises :class:`GraphFormatError` for anything else, as all decoders here do."""
    if not isinstance(data, dict):
        raise GraphFormatError("expected an object")
    return data


def sequence(data: object) -> list[object]:
    """A list of JSON."""
    if not isinstance(data, list):
        raise GraphFormatError("expected a list")
    return data


def text(data: object) -> str:
    """A text."""
    if not isinstance(data, str):
        raise GraphFormatError("expected text")
    return data


def boolean(data: object) -> bool:
    """A truth value."""
    if not isinstance(data, bool):
        raise GraphFormatError("expected true or false")
    return data


def integer(data: object) -> int:
    """A whole number, which a truth value is not."""
    if not isinstance(data, int) or isinstance(data, bool):
        raise GraphFormatError("expected an integer")
    return data


def step(data: object) -> str | int:
    """One part of a path: a key or an index."""
    return data if isinstance(data, str) else integer(data)


def list_of(decode: Decoder[T]) -> Decoder[tuple[T, ...]]:
    """A decoder of lists whose items ``decode`` takes."""

    def decode_list(data: object) -> tuple[T, ...]:
        return tuple(_at(index, decode, item) for index, item in enumerate(sequence(data)))

    return decode_list


def map_of(decode: Decoder[T]) -> Decoder[Mapping[str, T]]:
    """A decoder of objects whose values ``decode`` takes."""

    def decode_map(data: object) -> Mapping[str, T]:
        return {text(key): _at(key, decode, item) for key, item in mapping(data).items()}

    return decode_map


def whole(build: Callable[[Fields], T]) -> Decoder[T]:
    """A decoder of an object all of whose keys ``build`` takes."""

    def decode_object(data: object) -> T:
        fields = Fields(data)
        built = build(fields)
        fields.done()
        return built

    return decode_object


def keyed(decode_one: Decoder[T], key: Callable[[T], str]) -> Decoder[Mapping[str, T]]:
    """A decoder of a list of entities into a map by their own name."""

    def decode_map(data: object) -> Mapping[str, T]:
        items = list_of(decode_one)(data)
        found = {key(item): item for item in items}
        if len(found) != len(items):
            raise GraphFormatError("a name stands twice")
        return found

    return decode_map


def _at(key: str | int, decode: Decoder[T], data: object) -> T:
    try:
        return decode(data)
    except GraphFormatError as error:
        raise error.below(key) from None
