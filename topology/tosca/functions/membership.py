"""What a text, a list or a map has in it: TOSCA 2.0, 10.2.2.3."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from topology.tosca.functions.comparison import aligned
from topology.tosca.functions.function import ANY, Arguments, Function, Kinds, MisuseError, fixed
from topology.tosca.functions.logic import truth
from topology.tosca.types.model import Schema
from topology.tosca.values.kind import entry_schema, key_of
from topology.tosca.values.typed import BOOLEAN, Typed
from topology.values.value import Value

_SEQUENCE: Kinds = frozenset({"string", "list"})
_COLLECTION: Kinds = frozenset({"list", "map"})
_MAP: Kinds = frozenset({"map"})
_LIST: Kinds = frozenset({"list"})


def _parts(typed: Typed, schema: Schema | None) -> Any:
    """A text as it is; a list as the keys of its entries, each read as the type of the other list's entries."""
    value = typed.value
    if not isinstance(value, tuple):
        return value
    return [_entry_key(item, schema) for item in value]


def _entry_key(value: Value, schema: Schema | None) -> Any:
    """What an entry is compared by, a mere text being read as the type of the entries."""
    if schema is None:
        return key_of(value, None)
    _, read = aligned([Typed(None, schema), Typed(value)])
    return key_of(value, schema) if isinstance(value, Mapping | tuple) else key_of(read.value, read.schema)


def _sequences(test: Callable[[Any, Any], bool]) -> Callable[[Arguments], Typed]:
    """A test of one text against another, or of one list's entries against another's."""

    def run(arguments: Arguments) -> Typed:
        whole, part = arguments
        if isinstance(whole.value, str) is not isinstance(part.value, str):
            raise MisuseError(1, "takes two texts or two lists")
        schema = entry_schema(whole.schema) or entry_schema(part.schema)
        return truth(test(_parts(whole, schema), _parts(part, schema)))

    return run


def _has_suffix(whole: Any, part: Any) -> bool:
    return len(part) == 0 or bool(whole[-len(part) :] == part)


def _has_prefix(whole: Any, part: Any) -> bool:
    return bool(whole[: len(part)] == part)


def _contains(whole: Any, part: Any) -> bool:
    return part in whole if isinstance(whole, str) else _finds(whole, part)


def _finds(whole: list[Any], part: list[Any]) -> bool:
    """Search one list in another in linear time (Knuth, Morris, Pratt)."""
    borders = [0]
    for item in part[1:]:
        borders.append(_longer(part, borders, borders[-1], item))
    matched = 0
    for item in whole:
        if matched == len(part):
            break
        matched = _longer(part, borders, matched, item)
    return matched == len(part)


def _longer(part: list[Any], borders: list[int], matched: int, item: Any) -> int:
    """How much of ``part`` is matched after one more item."""
    while matched and part[matched] != item:
        matched = borders[matched - 1]
    return matched + 1 if part[matched] == item else 0


def _entries(typed: Typed) -> set[Any]:
    """The keys of all entries of a list or a map."""
    value, schema = typed.value, entry_schema(typed.schema)
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()
    return {key_of(item, schema) for item in items}


def _names(typed: Typed) -> set[Any]:
    """The keys of a map, which are texts."""
    return set(typed.value) if isinstance(typed.value, Mapping) else set()


def _wanted(typed: Typed, schema: Schema | None) -> list[Any]:
    value = typed.value
    return [_entry_key(item, schema) for item in value] if isinstance(value, tuple) else []


def _has_entry(arguments: Arguments) -> Typed:
    found = _entry_key(arguments[1].value, entry_schema(arguments[0].schema))
    return truth(found in _entries(arguments[0]))


def _has_key(arguments: Arguments) -> Typed:
    return truth(key_of(arguments[1].value, None) in _names(arguments[0]))


def _quantified(
    test: Callable[[Iterable[bool]], bool], keys: Callable[[Typed], set[Any]], of_entries: bool
) -> Callable[[Arguments], Typed]:
    """Whether all or any of the second argument's entries are among the first one's entries or keys."""

    def run(arguments: Arguments) -> Typed:
        there = keys(arguments[0])
        wanted = _wanted(arguments[1], entry_schema(arguments[0].schema) if of_entries else None)
        return truth(test(item in there for item in wanted))

    return run


def _function(name: str, number: int, kinds: tuple[Kinds, ...], run: Callable[[Arguments], Typed]) -> Function:
    return Function(name, f"2.0:10.2.2.3.{number}", 2, 2, kinds, run, fixed(BOOLEAN), needs_types=True)


MEMBERSHIP = (
    _function("has_suffix", 1, (_SEQUENCE,), _sequences(_has_suffix)),
    _function("has_prefix", 2, (_SEQUENCE,), _sequences(_has_prefix)),
    _function("contains", 3, (_SEQUENCE,), _sequences(_contains)),
    _function("has_entry", 4, (_COLLECTION, ANY), _has_entry),
    _function("has_key", 5, (_MAP, ANY), _has_key),
    _function("has_all_entries", 6, (_COLLECTION, _LIST), _quantified(all, _entries, of_entries=True)),
    _function("has_all_keys", 7, (_MAP, _LIST), _quantified(all, _names, of_entries=False)),
    _function("has_any_entry", 8, (_COLLECTION, _LIST), _quantified(any, _entries, of_entries=True)),
    _function("has_any_key", 9, (_MAP, _LIST), _quantified(any, _names, of_entries=False)),
)
