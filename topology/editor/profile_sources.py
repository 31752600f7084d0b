"""The YAML files of the ready-made profiles, where their definitions can be read."""

from pathlib import Path as FilePath

from topology import profiles
from topology.diagnostics.span import Span
from topology.editor.tree_paths import key_at
from topology.tosca.document import parse
from topology.tosca.findings import Findings, Path
from topology.tosca.tree import span_of

_FOLDER = FilePath(profiles.__file__).parent


def find_in_profile(profile: str, path: Path) -> Span | None:
    """The place of a definition by its path in its profile; the span's file is an absolute path."""
    for file in sorted((_FOLDER / profile).glob("*.yaml")):
        tree = parse(file.read_bytes(), str(file), Findings())
        key = key_at(tree, path) if tree is not None else None
        if key is not None:
            return span_of(key)
    return None
