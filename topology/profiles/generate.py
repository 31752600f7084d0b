"""Makes the ready form of each profile from its YAML files: ``python -m topology.profiles.generate``."""

import json
from collections.abc import Iterator
from pathlib import Path

from topology.profiles.profile import READY, Literal
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar

SOURCES = Path(__file__).parent
PROFILES = ("tosca_simple_1_3", "toposmith_1_0")


def ready_form(profile: str) -> str:
    """The text of a profile's ready form. Raises ``ValueError`` for YAML that has no ready form."""
    types: dict[str, dict[str, Literal]] = {}
    for section, name, definition in _definitions(SOURCES / profile):
        types.setdefault(section, {})[name] = definition
    stored = {"types": types, "shorthands": {section: _shorthands(named) for section, named in types.items()}}
    return json.dumps(stored, indent=1) + "\n"


def _definitions(folder: Path) -> Iterator[tuple[str, str, Literal]]:
    for file in sorted(folder.glob("*.yaml")):
        findings = Findings()
        tree = parse(file.read_bytes(), file.name, findings)
        if not isinstance(tree, MappingNode) or findings.has_errors:
            raise ValueError(f"{file.name}: {findings.sorted()}")
        for section, (_, named) in tree.entries.items():
            if section.endswith("_types") and isinstance(named, MappingNode):
                for name, (_, definition) in named.entries.items():
                    yield section, name, _literal(definition)


def _literal(node: Node) -> Literal:
    if isinstance(node, MappingNode):
        return {key: _literal(value) for key, (_, value) in node.entries.items()}
    if not isinstance(node, Scalar):
        return [_literal(item) for item in node.items]
    if not node.plain and not isinstance(resolve(Scalar(node.text, True, node.start, node.end)), str):
        raise ValueError(f"line {node.start.line + 1}: quoted text that looks like something else has no ready form")
    return node.text


def _shorthands(types: dict[str, Literal]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, definition in types.items():
        metadata = definition.get("metadata") if isinstance(definition, dict) else None
        if isinstance(metadata, dict) and isinstance(metadata.get("shorthand"), str):
            found[str(metadata["shorthand"])] = name
    return found


def main() -> None:
    READY.mkdir(exist_ok=True)
    for profile in PROFILES:
        (READY / f"{profile}.json").write_text(ready_form(profile), encoding="utf-8")


if __name__ == "__main__":
    main()
