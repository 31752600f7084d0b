"""Value classes that cost little to define: like ``dataclasses``, which take a third of a short command's time.

A class of the domain lists its fields as annotations. Slots are made at once. An initialiser of its own is written only
for a class of which many instances are made: to write one takes much longer than to do without it once.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, dataclass_transform

R = TypeVar("R", bound="Record")

_MANY = 10
"""The instances of a class before it gets an initialiser of its own."""


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
    __marks__: Mapping[str, _Field]
    __compared__: tuple[str, ...]
    __made__: list[None]

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "RecordType":
        own = namespace.get("__annotations__", {})
        parent = bases[0] if bases else None
        known: tuple[str, ...] = ()
        defaults: dict[str, object] = {}
        marks: dict[str, _Field] = {}
        if isinstance(parent, RecordType):
            known, defaults, marks = parent.__fields__, {**parent.__defaults__}, {**parent.__marks__}
        for each in own:
            if each in namespace:
                default = namespace.pop(each)
                if type(default) is _Field:
                    marks[each] = default
                if type(default) is not _Field or default.make is not None:
                    defaults[each] = default
        added = tuple([each for each in own if each not in known])
        namespace["__slots__"] = (*added, *namespace.get("__slots__", ()))
        namespace["__fields__"] = namespace["__match_args__"] = known + added
        namespace["__defaults__"], namespace["__marks__"] = defaults, marks
        namespace["__compared__"], namespace["__made__"] = (), []
        namespace.setdefault("__init__", _common_init)
        return super().__new__(mcs, name, bases, namespace)


def _common_init(self: "Record", *args: object, **kwargs: object) -> None:
    """Initialise an instance of any class, until the class has an initialiser of its own; that one tells misuse too."""
    kind = type(self)
    made, names = kind.__made__, kind.__fields__
    given = dict(zip(names, args, strict=False))
    values = {**kind.__defaults__, **given, **kwargs}
    is_misuse = len(given) < len(args) or not given.keys().isdisjoint(kwargs) or values.keys() != set(names)
    if is_misuse or len(made) >= _MANY:
        kind.__init__ = _initialiser(kind)  # type: ignore[method-assign]
        kind.__init__(self, *args, **kwargs)
        return
    made.append(None)
    for name, value in values.items():
        object.__setattr__(self, name, value.make() if type(value) is _Field else value)  # type: ignore[misc]


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
        return all(getattr(self, name) == getattr(other, name) for name in _compared(type(self)))

    def __hash__(self) -> int:
        return hash(tuple([getattr(self, name) for name in _compared(type(self))]))

    def __repr__(self) -> str:
        kind = type(self)
        shown = (name for name in kind.__fields__ if name not in kind.__marks__ or kind.__marks__[name].repr)
        return f"{kind.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cannot assign to field {name!r} of {type(self).__qualname__}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cannot delete field {name!r} of {type(self).__qualname__}")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in type(self).__fields__)


def _compared(kind: RecordType) -> tuple[str, ...]:
    """The fields that are compared and hashed, found when they are first asked for."""
    if not kind.__compared__:
        marks = kind.__marks__
        kind.__compared__ = tuple(name for name in kind.__fields__ if name not in marks or marks[name].compare)
    return kind.__compared__


def replace(record: R, **changes: object) -> R:
    """A copy of a record with some fields changed; ``TypeError`` for a name that is no field."""
    kind = type(record)
    return kind(**({name: getattr(record, name) for name in kind.__fields__} | changes))
