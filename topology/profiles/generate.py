"""Makes the ready form of each profile from its YAML files: ``python -m topology.profiles.generate``.

A profile is written out whole, or as its ``differences.yaml`` from another one: ``based_on`` names that one,
``without`` lists types that are not there, ``renamed`` gives names that stand for others everywhere, and the sections
of types hold what is more or otherwise.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from topology.profiles.profile import Literal
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, scalar

SOURCES = Path(__file__).parent
READY = SOURCES / "ready"
PROFILES = (
    "tosca_simple_1_0",
    "tosca_simple_1_1",
    "tosca_simple_1_2",
    "tosca_simple_1_3",
    "tosca_nfv_1_0",
    "toposmith_1_0",
)
DIFFERENCES = "differences.yaml"
_OF_DIFFERENCES = ("based_on", "without", "renamed")

Types: TypeAlias = dict[str, dict[str, Literal]]
"""Types by section (``node_types`` ...) and name."""


def ready_form(profile: str) -> str:
    """The module that holds a profile's types. Raises ``ValueError`` for YAML that has no ready form."""
    types = types_of(profile)
    shorthands = {section: _shorthands(named) for section, named in types.items()}
    return (
        f'"""The types of {profile}, generated from its YAML by `python -m topology.profiles.generate`."""\n\n'
        f"from typing import Any\n\n"
        f"TYPES: Any = {_as_python(types)}\n\n"
        f"SHORTHANDS: Any = {_as_python(shorthands)}\n"
    )


def _as_python(literal: object) -> str:
    """Texts, lists and maps are written in Python as in JSON."""
    return json.dumps(literal, indent=1, ensure_ascii=False)


def types_of(profile: str) -> Types:
    """All types of a profile, those of the profile that it is based on among them."""
    folder = SOURCES / profile
    if (folder / DIFFERENCES).exists():
        return _with_differences(_read(folder / DIFFERENCES))
    types: Types = {}
    for file in sorted(folder.glob("*.yaml")):
        _add(types, _read(file))
    return types


def _with_differences(differences: Mapping[str, Literal]) -> Types:
    base, without, renamed = (differences.get(key, {}) for key in _OF_DIFFERENCES)
    if not (isinstance(base, str) and isinstance(renamed, Mapping) and isinstance(without, Mapping)):
        raise ValueError(f"{DIFFERENCES} of a profile says nothing of what it is based on")
    types: Types = {}
    for section, named in types_of(base).items():
        kept = {name: found for name, found in named.items() if name not in without.get(section, ())}
        types[section] = {_renamed_text(name, renamed): _renamed(found, renamed) for name, found in kept.items()}
    _add(types, differences)
    return types


def _add(types: Types, content: Mapping[str, Literal]) -> None:
    for section, named in content.items():
        if section not in _OF_DIFFERENCES and isinstance(named, Mapping):
            types.setdefault(section, {}).update(named)


def _renamed(literal: Literal, names: Mapping[str, Literal]) -> Literal:
    if isinstance(literal, str):
        return _renamed_text(literal, names)
    if isinstance(literal, list):
        return [_renamed(item, names) for item in literal]
    return {key: _renamed(value, names) for key, value in literal.items()}


def _renamed_text(text: str, names: Mapping[str, Literal]) -> str:
    return str(names.get(text, text))


def _read(file: Path) -> Mapping[str, Literal]:
    findings = Findings()
    tree = parse(file.read_bytes(), file.name, findings)
    if not isinstance(tree, MappingNode) or findings.has_errors:
        raise ValueError(f"{file.name}: {findings.sorted()}")
    return {
        key: _literal(value)
        for key, (_, value) in tree.entries.items()
        if key.endswith("_types") or key in _OF_DIFFERENCES
    }


def _literal(node: Node) -> Literal:
    if isinstance(node, MappingNode):
        return {key: _literal(value) for key, (_, value) in node.entries.items()}
    if not isinstance(node, Scalar):
        return [_literal(item) for item in node.items]
    if not node.plain and not isinstance(resolve(scalar(node.text, True, node.start, node.end)), str):
        raise ValueError(f"line {node.start.line + 1}: quoted text that looks like something else has no ready form")
    return node.text


def _shorthands(types: Mapping[str, Literal]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, definition in types.items():
        metadata = definition.get("metadata") if isinstance(definition, Mapping) else None
        if isinstance(metadata, Mapping) and isinstance(metadata.get("shorthand"), str):
            found[str(metadata["shorthand"])] = name
    return found


def main() -> None:
    """Write the modules of all profiles."""
    for profile in PROFILES:
        (READY / f"{profile}.py").write_text(ready_form(profile), encoding="utf-8")


if __name__ == "__main__":
    main()
