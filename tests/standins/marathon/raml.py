"""Checks data against Marathon's RAML types: as much of RAML 1.0 as those files use."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SCALARS: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "datetime": str,
}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

Violation = tuple[str, str]


@cache
def _library(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text())
    return found


class Types:
    """The types of a folder of RAML libraries."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check(self, library: str, name: str, data: object) -> list[Violation]:
        """What is wrong with data that should be of a type, as paths and reasons."""
        return list(self._named(library, name, data, ""))

    def _named(self, library: str, name: str, data: object, path: str) -> Iterator[Violation]:
        name = name.strip()
        if name.startswith("(") and name.endswith(")") and name.count("(") == 1:
            name = name[1:-1]
        if name == "nil":
            if data is not None:
                yield path, "is not to be there"
        elif name.endswith("[]"):
            yield from self._array(library, {"items": name[:-2]}, data, path)
        elif "|" in name:
            attempts = [list(self._named(library, part, data, path)) for part in name.split("|")]
            if all(attempts):
                yield min(attempts, key=len)[0]
        elif name in SCALARS:
            yield from _scalar(name, {}, data, path)
        elif name in ("object", "any", "array"):
            return
        else:
            yield from self._declared(library, name, data, path)

    def _declared(self, library: str, name: str, data: object, path: str) -> Iterator[Violation]:
        prefix, dot, local = name.partition(".")
        if dot:
            library = str(_library(self._folder / library)["uses"][prefix])
            yield from self._declared(library, local, data, path)
        else:
            yield from self._declaration(library, _library(self._folder / library)["types"][name], data, path)

    def _declaration(self, library: str, declared: Any, data: object, path: str) -> Iterator[Violation]:
        if not isinstance(declared, Mapping):
            yield from self._named(library, str(declared or "string"), data, path)
            return
        declared = self._discriminated(library, declared, data)
        base = str(declared.get("type", "object" if "properties" in declared else "string"))
        if base == "object" or "properties" in declared:
            yield from self._object(library, declared, data, path)
        elif base == "array":
            yield from self._array(library, declared, data, path)
        elif base in SCALARS:
            yield from _scalar(base, declared, data, path)
        else:
            yield from self._named(library, base, data, path)

    def _discriminated(self, library: str, declared: Mapping[str, Any], data: object) -> Mapping[str, Any]:
        """The type that data says it is of, where the declared one leaves that to the data."""
        key = declared.get("discriminator")
        if key is None or "discriminatorValue" in declared or not isinstance(data, Mapping):
            return declared
        every = _library(self._folder / library)["types"].values()
        fitting = (one for one in every if isinstance(one, Mapping) and one.get("discriminatorValue") == data.get(key))
        return next(fitting, declared)

    def _object(self, library: str, declared: Mapping[str, Any], data: object, path: str) -> Iterator[Violation]:
        if not isinstance(data, Mapping):
            yield path, "is no object"
            return
        properties = self._properties(library, declared)
        for key, (place, spec, is_required) in properties.items():
            if key in data:
                yield from self._declaration(place, spec, data[key], f"{path}/{key}")
            elif is_required and not key.startswith("/") and not _has_default(spec):
                yield f"{path}/{key}", "is missing"
        patterns = [
            (key.strip("/"), place, spec) for key, (place, spec, _) in properties.items() if key.startswith("/")
        ]
        for key in data.keys() - properties.keys():
            match = next(((place, spec) for pattern, place, spec in patterns if re.search(pattern, key)), None)
            if match is not None:
                yield from self._declaration(*match, data[key], f"{path}/{key}")
            elif properties:
                yield f"{path}/{key}", "is unknown"

    def _properties(self, library: str, declared: Mapping[str, Any]) -> dict[str, tuple[str, Any, bool]]:
        """A type's own properties and inherited ones: where each is declared, how, and whether it has to be there."""
        found: dict[str, tuple[str, Any, bool]] = {}
        base = declared.get("type", "object")
        if isinstance(base, str) and base not in ("object", *SCALARS):
            prefix, dot, local = base.partition(".")
            place = str(_library(self._folder / library)["uses"][prefix]) if dot else library
            found |= self._properties(place, _library(self._folder / place)["types"][local if dot else base])
        for key, spec in (declared.get("properties") or {}).items():
            found[key.removesuffix("?")] = (library, spec, not key.endswith("?"))
        return found

    def _array(self, library: str, declared: Mapping[str, Any], data: object, path: str) -> Iterator[Violation]:
        if not isinstance(data, list):
            yield path, "is no list"
            return
        if not declared.get("minItems", 0) <= len(data) <= declared.get("maxItems", len(data)):
            yield path, "has not as many items as it may"
        if declared.get("uniqueItems") and len({repr(item) for item in data}) < len(data):
            yield path, "has an item twice"
        for index, item in enumerate(data):
            yield from self._declaration(library, declared.get("items", "any"), item, f"{path}({index})")


def _has_default(spec: Any) -> bool:
    return isinstance(spec, Mapping) and "default" in spec


def _scalar(kind: str, declared: Mapping[str, Any], data: object, path: str) -> Iterator[Violation]:
    if not isinstance(data, SCALARS[kind]) or (kind != "boolean" and isinstance(data, bool)):
        yield path, f"is no {kind}"
        return
    if kind == "datetime" and not DATE.fullmatch(str(data)):
        yield path, "is no date and time"
    if "enum" in declared and data not in declared["enum"]:
        yield path, f"is none of {declared['enum']}"
    if "pattern" in declared and not re.search(declared["pattern"], str(data)):
        yield path, f"does not match {declared['pattern']}"
    if isinstance(data, str):
        if not declared.get("minLength", 0) <= len(data) <= declared.get("maxLength", len(data)):
            yield path, "is too short or too long"
    elif isinstance(data, int | float) and not (declared.get("minimum", data) <= data <= declared.get("maximum", data)):
        yield path, "is too small or too large"
