"""Lists as sets: TOSCA 2.0, 10.2.4. The result keeps the order in which entries first appear."""

from typing import Any

from topology.tosca.functions.comparison import aligned
from topology.tosca.functions.function import Arguments, Function, MisuseError, common_schema
from topology.tosca.types.model import Schema
from topology.tosca.values.kind import entry_schema, key_of, kind_of
from topology.tosca.values.typed import Typed
from topology.values.value import Value

_LIST = frozenset({"list"})


def _distinct(argument: Typed, schema: Schema | None) -> dict[Any, Value]:
    """The entries of a list by what they are compared by, each once."""
    found: dict[Any, Value] = {}
    for item in argument.value if isinstance(argument.value, tuple) else ():
        found.setdefault(key_of(item, schema), item)
    return found


def _checked(arguments: Arguments) -> Schema | None:
    """The type of the entries of all lists, whose kinds must agree."""
    schema = common_schema(arguments)
    for index, argument in enumerate(arguments):
        entry = entry_schema(argument.schema)
        wanted = entry_schema(schema)
        if entry is not None and wanted is not None and kind_of(Typed(None, entry)) != kind_of(Typed(None, wanted)):
            raise MisuseError(index, f"takes lists of {wanted.type.name} only")
    _check_entries([item for argument in arguments for item in _known_items(argument)])
    return schema


def _known_items(argument: Typed) -> list[Typed]:
    if not argument.is_settled or not isinstance(argument.value, tuple):
        return []
    return [Typed(item) for item in argument.value]


def _check_entries(items: list[Typed]) -> None:
    """Whether all entries can be compared with the first one."""
    for item in items[1:]:
        aligned([items[0], item])


def _union(arguments: Arguments) -> Typed:
    schema = _checked(arguments)
    found: dict[Any, Value] = {}
    for argument in arguments:
        for key, item in _distinct(argument, entry_schema(schema)).items():
            found.setdefault(key, item)
    return Typed(tuple(found.values()), schema)


def _intersection(arguments: Arguments) -> Typed:
    schema = _checked(arguments)
    first, *others = (_distinct(argument, entry_schema(schema)) for argument in arguments)
    return Typed(tuple(item for key, item in first.items() if all(key in other for other in others)), schema)


SETS = (
    Function("union", "2.0:10.2.4.1", 1, None, (_LIST,), _union, _checked, needs_types=True),
    Function("intersection", "2.0:10.2.4.2", 1, None, (_LIST,), _intersection, _checked, needs_types=True),
)
