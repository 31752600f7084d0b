"""The values that a user gives for a template's inputs on the command line or in a file."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from topology.graph.model import Input
from topology.values.value import Secret, Value, as_text
from toposmith.cli.exits import CommandError

_TEXT_TYPES = frozenset({"string", "timestamp", "version"})


class _Loader(yaml.CSafeLoader):
    """Leaves dates as they are written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Inputs:
    """Values by input; ``secrets`` maps references of secret inputs to the text that was given."""

    values: Mapping[str, Value]
    secrets: Mapping[str, str]


def inputs_for(declared: Mapping[str, Input], pairs: Iterable[str], file: Path | None) -> Inputs:
    """The given values as the reader takes them. Raises :class:`CommandError`.

    A value on the command line is read as YAML unless its input's type is text. Each secret input that has neither a
    value nor a default becomes its reference.
    """
    given: dict[str, Value] = dict(_from_file(file)) if file is not None else {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise CommandError(f"--input {pair!r}: write NAME=VALUE")
        given[name] = _from_text(text, declared.get(name), name)
    for name in given:
        if name not in declared:
            raise CommandError(f"the template has no input {name!r}{_meant(name, declared)}")
    secret = [item for item in declared.values() if item.secret]
    texts = {item.name: as_text(given[item.name]) for item in secret if item.name in given}
    open_ones = {item.name for item in secret if item.name not in given and item.default is None}
    return Inputs(
        values={**given, **texts, **{name: Secret(f"input:{name}") for name in open_ones}},
        secrets={f"input:{name}": text for name, text in texts.items()},
    )


def _from_text(text: str, declared: Input | None, name: str) -> Value:
    if declared is None or declared.secret or declared.type in _TEXT_TYPES or declared.type.startswith("scalar-unit"):
        return text
    return _parsed(text, f"--input {name}")


def _from_file(file: Path) -> Mapping[str, Value]:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file}: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file}: is not text in UTF-8") from error
    values = _parsed(text, str(file))
    if not isinstance(values, Mapping):
        raise CommandError(f"{file}: write one line NAME: VALUE for each input")
    return values


def _parsed(text: str, where: str) -> Value:
    try:
        return _as_value(yaml.load(text, Loader=_Loader))  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise CommandError(f"{where}: this is not YAML: {reason}") from error


def _as_value(data: object) -> Value:
    if isinstance(data, list):
        return tuple(_as_value(item) for item in data)
    if isinstance(data, dict):
        return {str(key): _as_value(item) for key, item in data.items()}
    if data is None or isinstance(data, bool | int | float | str):
        return data
    raise ValueError(f"{type(data).__name__} cannot be the value of an input")


def _meant(name: str, declared: Mapping[str, Input]) -> str:
    close = difflib.get_close_matches(name, declared, n=1)
    if close:
        return f" (did you mean {close[0]!r}?)"
    return f"; it has {', '.join(declared)}" if declared else "; it has none"
