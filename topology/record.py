"""Value classes that cost little to define: like ``dataclasses``, which take a third of a short command's time.

A class of the domain lists its fields as annotations. Slots are made at once; the initialiser is written when the
first instance is made, since a command uses only a few of the language's classes.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, dataclass_transform

R = TypeVar("R", bound="Record")


class _Field:
    __slots__ = ("compare", "make", "repr")

    def __init__(self, make: Callable[[], object] | None, compare: bool, repr: bool) -> None:  # noqa: A002
        self.make = make
        self.compare = compare
        self.repr = repr


def field(
    *,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
    repr: bool = True,  # noqa: A002
) -> Any:
    """A field with a default made anew for each instance, or one that is not compared, or not shown."""
    return _Field(default_factory, compare, repr)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
class RecordType(type):
    """Makes ``__slots__`` of the annotations; defaults are kept beside the class."""

    __fields__: tuple[str, ...]
    __defaults__: Mapping[str, object]
    __compared__: tuple[str, ...]
    __shown__: tuple[str, ...]

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "RecordType":
        own = tuple(namespace.get("__annotations__", ()))
        defaults = {name: namespace.pop(name) for name in own if name in namespace}
        parent = next((base for base in bases if isinstance(base, RecordType)), None)
        inherited = parent.__fields__ if parent else ()
        added = tuple(name for name in own if name not in inherited)
        marked = {name: default for name, default in defaults.items() if isinstance(default, _Field)}
        hidden = [name for name, mark in marked.items() if not mark.compare]
        namespace["__slots__"] = (*added, *namespace.get("__slots__", ()))
        namespace["__fields__"] = namespace["__match_args__"] = inherited + added
        namespace["__defaults__"] = {**(parent.__defaults__ if parent else {}), **_with_default(defaults)}
        namespace["__compared__"] = tuple(name for name in inherited + added if name not in hidden)
        namespace["__shown__"] = tuple(name for name in inherited + added if name not in marked or marked[name].repr)
        namespace.setdefault("__init__", _first_init)
        return super().__new__(mcs, name, bases, namespace)


def _with_default(defaults: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in defaults.items() if not isinstance(value, _Field) or value.make}


def _first_init(self: "Record", *args: object, **kwargs: object) -> None:
    """Write the class's initialiser, and be replaced by it."""
    kind = type(self)
    kind.__init__ = _initialiser(kind)  # type: ignore[method-assign]
    kind.__init__(self, *args, **kwargs)


def _initialiser(kind: RecordType) -> Callable[..., None]:
    names: dict[str, object] = {}
    parameters, body = [], []
    for name in kind.__fields__:
        value = name
        if name in kind.__defaults__:
            default = kind.__defaults__[name]
            if isinstance(default, _Field):
                names[f"_make_{name}"], default = default.make, _MISSING
                value = f"_make_{name}() if {name} is _missing else {name}"
            names[f"_default_{name}"] = default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        body.append(_assignment(kind, name, value, names))
    names["_missing"] = _MISSING
    source = f"def __init__({', '.join(['self', *parameters])}):\n" + ("".join(body) or "    pass\n")
    exec(source, names)  # noqa: S102 - the text is made of the names of a class's own fields
    return names["__init__"]  # type: ignore[return-value]


def _assignment(kind: RecordType, name: str, value: str, names: dict[str, object]) -> str:
    """The line that stores a field; of a value class by the slot itself, since its attributes cannot be set."""
    if not issubclass(kind, ValueRecord):
        return f"    self.{name} = {value}\n"
    names[f"_set_{name}"] = getattr(kind, name).__set__
    return f"    _set_{name}(self, {value})\n"


_MISSING = object()


class Record(metaclass=RecordType):
    """Base of classes with fields, compared by identity."""


@dataclass_transform(eq_default=True, frozen_default=True, field_specifiers=(field,))
class ValueType(RecordType):
    """The kind of the immutable ones."""


class ValueRecord(Record, metaclass=ValueType):
    """Base of immutable classes, compared and hashed by their fields."""

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in type(self).__compared__)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in type(self).__compared__))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in type(self).__shown__)
        return f"{type(self).__qualname__}({shown})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cannot assign to field {name!r} of {type(self).__qualname__}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cannot delete field {name!r} of {type(self).__qualname__}")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in type(self).__fields__)


def replace(record: R, **changes: object) -> R:
    """A copy of a record with some fields changed; ``TypeError`` for a name that is no field."""
    kind = type(record)
    return kind(**({name: getattr(record, name) for name in kind.__fields__} | changes))
