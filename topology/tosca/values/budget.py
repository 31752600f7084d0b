"""How much the calls of one reading may give in all. Functions can double values again and again."""

from collections.abc import Mapping

from topology.values.value import Call, Concat, Secret, Unknown, Value

MOST_OF_ONE = 100_000
MOST_IN_ALL = 5_000_000
_CHARACTERS = 32
_NUMBERS = (int, float)


class Budget:
    """What is left to give. One leaf costs one, a text one more for each 32 characters."""

    def __init__(self) -> None:
        self._left = MOST_IN_ALL

    def pays(self, value: Value) -> bool:
        """Whether a value is not too large, neither by itself nor with all those before it."""
        size = 1 + len(value) // _CHARACTERS if type(value) is str else _size(value, MOST_OF_ONE + 1)
        self._left -= size
        return size <= MOST_OF_ONE and self._left >= 0


def _size(value: Value, most: int) -> int:
    """The size of a value, counted no further than ``most``."""
    if isinstance(value, str):
        return 1 + len(value) // _CHARACTERS
    if value is None or isinstance(value, _NUMBERS):
        return 1
    if isinstance(value, Unknown | Secret):
        return 1
    if isinstance(value, Concat):
        parts = value.parts
    elif isinstance(value, Call):
        parts = value.arguments
    else:
        parts = tuple(value.values()) if isinstance(value, Mapping) else value
    size = 1
    for part in parts:
        if size >= most:
            break
        size += _size(part, most - size)
    return size
