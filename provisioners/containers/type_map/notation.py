"""From the ways in which others write settings to the way of the profile ``toposmith:1.0``."""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from provisioners.backends.type_map import Notation, Place
from topology.values.value import Value, as_text

Path = tuple[str | int, ...]

SHORT_PORT = re.compile(
    r"(?:(?:(?P<address>[0-9.]+|\[[0-9A-Fa-f:.]+\]):)?(?P<published>\d*):)?(?P<target>\d+)(?:/(?P<protocol>tcp|udp))?",
    re.ASCII,
)
"""Compose specification, "ports", short syntax, without ranges."""

MEMORY_UNITS = {"": "B", "k": "kB", "Ki": "KiB", "M": "MB", "Mi": "MiB", "G": "GB", "Gi": "GiB", "T": "TB", "Ti": "TiB"}
"""Of Kubernetes' quantities, with the profile's units."""


class UnfitError(ValueError):
    """A value that is not written as its map says; ``path`` leads to the part below it."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path


@dataclass(frozen=True, slots=True)
class Converted:
    """A value in the profile's way. ``places`` lead from its parts back to where they were written."""

    value: Value
    places: Mapping[Path, Path] = field(default_factory=dict)


def convert(value: Value, place: Place) -> Converted:
    """The value of a setting. Raises :class:`UnfitError`."""
    return _CONVERTERS[place.notation](value, place)


def _plain(value: Value, place: Place) -> Converted:
    return Converted(value)


def _words(value: Value, place: Place) -> Converted:
    """A list as it is, a text cut as a shell cuts it."""
    if isinstance(value, tuple):
        return Converted(value)
    if not isinstance(value, str):
        raise UnfitError("is neither a list nor a known text")
    try:
        return Converted(tuple(shlex.split(value)))
    except ValueError as error:
        raise UnfitError(f"is no command line: {error}") from error


def _variables(value: Value, place: Place) -> Converted:
    """A map, a list of maps with ``name`` and ``value``, or a list of ``NAME=VALUE``."""
    if isinstance(value, Mapping):
        return Converted(value)
    if not isinstance(value, tuple):
        raise UnfitError("is no list of variables")
    found = [_variable(item, index) for index, item in enumerate(value)]
    return Converted({name: item for name, item, _ in found}, {(name,): path for name, _, path in found})


def _variable(item: Value, index: int) -> tuple[str, Value, Path]:
    if isinstance(item, str) and "=" in item:
        name, _, text = item.partition("=")
        return name, text, (index,)
    if not isinstance(item, Mapping) or not isinstance(item.get("name"), str):
        raise UnfitError("has an entry without a name", (index,))
    if "value" not in item:
        raise UnfitError(f"gives {item['name']!r} no value of its own", (index,))
    return str(item["name"]), item["value"], (index, "value")


def _host_by_container(value: Value, place: Place) -> Converted:
    """A map from the container's port to the host's."""
    if not isinstance(value, Mapping):
        raise UnfitError("is no map of ports")
    found: list[Value] = []
    places: dict[Path, Path] = {}
    for key, published in value.items():
        target, _, protocol = key.partition("/")
        if not target.isdecimal():
            raise UnfitError(f"has {key!r} where a port of the container belongs", (key,))
        places[(len(found),)] = (key,)
        found.append({"target": int(target), "published": published, "protocol": protocol or "tcp"})
    return Converted(tuple(found), places)


def _compose_ports(value: Value, place: Place) -> Converted:
    """Compose's short syntax; a lone port is published where the platform likes."""
    return Converted(tuple(_short_port(item, index) for index, item in _items(value)))


def _short_port(item: Value, index: int) -> Value:
    match = SHORT_PORT.fullmatch(as_text(item)) if isinstance(item, str | int) else None
    if match is None:
        raise UnfitError("has an entry that is no port such as 8080:80", (index,))
    found: dict[str, Value] = {"target": int(match["target"]), "published": int(match["published"] or 0)}
    if match["address"]:
        found["address"] = match["address"].strip("[]")
    return {**found, "protocol": match["protocol"] or "tcp"}


def _port_fields(value: Value, place: Place) -> Converted:
    """Maps whose parts have one of several names; a port without a published one is for the other nodes alone."""
    return Converted(tuple(_named_port(item, index, place) for index, item in _items(value)))


def _named_port(item: Value, index: int, place: Place) -> Value:
    if not isinstance(item, Mapping):
        raise UnfitError("has an entry that is no map", (index,))
    parts = {
        part: next((item[name] for name in names if item.get(name) is not None), None)
        for part, names in place.fields.items()
    }
    if not as_text(_scalar(parts.get("target"))).isdecimal():
        raise UnfitError("has an entry whose port inside the container is not a known number", (index,))
    found: dict[str, Value] = {key: part for key, part in parts.items() if part is not None}
    found["target"] = int(as_text(_scalar(found["target"])))
    found["protocol"] = as_text(_scalar(found.get("protocol", "tcp"))).lower()
    if found["protocol"] not in ("tcp", "udp"):
        raise UnfitError(f"has the protocol {found['protocol']!r}; only tcp and udp are known", (index,))
    return found


def _exposed_ports(value: Value, place: Place) -> Converted:
    """Ports inside the container that only other nodes reach."""
    found: list[Value] = []
    for index, item in _items(value):
        target, _, protocol = as_text(_scalar(item)).partition("/")
        if not target.isdecimal() or protocol not in ("", "tcp", "udp"):
            raise UnfitError("has an entry that is no port", (index,))
        found.append({"target": int(target), "protocol": protocol or "tcp"})
    return Converted(tuple(found))


def _processors(value: Value, place: Place) -> Converted:
    """Kubernetes' quantity of processors: ``0.5`` or ``500m``."""
    text = as_text(_scalar(value))
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(m?)", text, re.ASCII)
    if match is None:
        raise UnfitError("is no number of processors")
    whole = Decimal(match[1])
    return Converted(format(whole.scaleb(-3) if match[2] else whole, "f"))


def _bytes(value: Value, place: Place) -> Converted:
    """Kubernetes' quantity of bytes: ``64Mi``; the profile's own way is left as it is."""
    text = as_text(_scalar(value))
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([A-Za-z]{0,2})", text, re.ASCII)
    if match is None:
        return Converted(text)
    if match[2] not in MEMORY_UNITS:
        raise UnfitError(f"has the unknown unit {match[2]!r}")
    return Converted(f"{match[1]} {MEMORY_UNITS[match[2]]}")


def _items(value: Value) -> Iterator[tuple[int, Value]]:
    if not isinstance(value, tuple):
        raise UnfitError("is no list")
    return enumerate(value)


def _scalar(value: Value) -> str | int | float | bool | None:
    """A scalar that is known; anything else as nothing."""
    return value if isinstance(value, str | int | float) else None


_CONVERTERS: Mapping[Notation, Callable[[Value, Place], Converted]] = {
    Notation.PLAIN: _plain,
    Notation.WORDS: _words,
    Notation.VARIABLES: _variables,
    Notation.HOST_BY_CONTAINER: _host_by_container,
    Notation.COMPOSE_PORTS: _compose_ports,
    Notation.PORT_FIELDS: _port_fields,
    Notation.EXPOSED_PORTS: _exposed_ports,
    Notation.PROCESSORS: _processors,
    Notation.BYTES: _bytes,
}
