"""What a scalar of a document names, and every scalar that names the same."""

from collections.abc import Iterator
from typing import NamedTuple

from topology.editor.analysis import Analysis
from topology.editor.refers import declared, sections_at
from topology.editor.tree_paths import Found, scalars
from topology.tosca.findings import Path
from topology.tosca.types.kinds import KINDS

KINDS_BY_SECTION = {kind.section: kind for kind in KINDS}


class Target(NamedTuple):
    """Something with a name: the section that declares it, and the name under which it is declared there."""

    section: str
    name: str


def target_of(analysis: Analysis, found: Found) -> Target | None:
    """What a scalar names or declares; None for what is no name, or a name of nothing."""
    if found.is_key:
        return _declaration(analysis, found.path)
    for section in sections_at(analysis, found.path):
        target = _named(analysis, section, found.scalar.text)
        if target is not None:
            return target
    return None


def _named(analysis: Analysis, section: str, name: str) -> Target | None:
    if section in KINDS_BY_SECTION:
        entry = analysis.entry(KINDS_BY_SECTION[section], name)
        return Target(section, entry.name) if entry is not None else None
    return Target(section, name) if name in declared(analysis, section) else None


def _declaration(analysis: Analysis, path: Path) -> Target | None:
    """The target that a key declares: a type, a part of the topology, or a repository."""
    name, topology = str(path[-1]), analysis.topology
    if len(path) == 2 and (path[0] in KINDS_BY_SECTION or path[0] == "repositories"):
        return Target(str(path[0]), name)
    section = str(path[len(topology)]) if len(path) > len(topology) + 1 and path[: len(topology)] == topology else ""
    return Target(section, name) if section and declared(analysis, section).get(name) == path else None


def mentions(analysis: Analysis, target: Target, *, with_declaration: bool = True) -> Iterator[Found]:
    """The scalars of a document that name a target, each once; what is shared by an alias comes late."""
    seen: set[int] = set()
    for found in scalars(analysis.tree):
        if id(found.scalar) not in seen and (with_declaration or not found.is_key):
            if not found.is_key and target.section not in KINDS_BY_SECTION and found.scalar.text != target.name:
                continue
            if target_of(analysis, found) == target:
                seen.add(id(found.scalar))
                yield found
