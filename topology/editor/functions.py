"""Calls of functions: which there are, and what their arguments may be.

Sources: Simple Profile 1.3, chapter 4; TOSCA 2.0, chapter 10.
"""

from topology.editor.analysis import Analysis
from topology.editor.function_words import ONLY_2_0, ONLY_SIMPLE, SHARED
from topology.editor.members import Members, node_type, offered
from topology.editor.refers import KEYWORDS, function_name
from topology.editor.tree_paths import entries_at, node_at
from topology.tosca.dialect import V1_2
from topology.tosca.findings import Path
from topology.tosca.tree import Scalar, SequenceNode
from topology.tosca.types.model import NodeType

_SECTIONS = {("get_artifact", 1): "artifacts", ("get_operation_output", 1): "interfaces"}
"""What of a node type an argument names, by function and number of the argument."""


def functions_of(analysis: Analysis) -> dict[str, str]:
    """The functions that a document can call, written as they are called, with what each gives."""
    if analysis.dialect.is_simple:
        found = {**SHARED, **ONLY_SIMPLE}
        return {name: words for name, words in found.items() if name != "join" or analysis.dialect.order >= V1_2}
    own = dict.fromkeys(entries_at(analysis.tree, ("functions",)), "A function of this file.")
    return {f"${name}": words for name, words in {**SHARED, **ONLY_2_0, **own}.items()}


def call_at(analysis: Analysis, path: Path) -> tuple[str, int, Path] | None:
    """The function whose argument is at a path, the argument's number, and the path of the call; None if none is."""
    known = functions_of(analysis)
    for length, number in ((len(path), 0), (len(path) - 1, path[-1] if path else None)):
        name = function_name(path[length - 1]) if length > 0 else ""
        if isinstance(number, int) and (name in known or f"${name}" in known):
            return name, number, path[:length]
    return None


def node_meant(analysis: Analysis, call: Path) -> str | None:
    """The node template that the first argument of a call names; ``SELF`` is the one that the call stands in."""
    arguments = node_at(analysis.tree, call)
    first = arguments.items[0] if isinstance(arguments, SequenceNode) and arguments.items else None
    if not isinstance(first, Scalar):
        return None
    if first.text != KEYWORDS[0]:
        return first.text
    place = (*analysis.topology, "node_templates")
    return str(call[len(place)]) if call[: len(place)] == place and len(call) > len(place) else None


def arguments_of(analysis: Analysis, function: str, number: int, call: Path) -> Members:
    """The names that may be an argument after the first, by the type of the node that the first one names."""
    node = node_meant(analysis, call)
    found = node_type(analysis, node) if node is not None else None
    if found is None:
        return {}
    if function in ("get_property", "get_attribute"):
        return _parts(found, number, analysis.text_at((*call, 1)), function)
    section = _SECTIONS.get((function, number))
    return offered(found, section) if section is not None else {}


def _parts(found: NodeType, number: int, second: Scalar | None, function: str) -> Members:
    """Properties or attributes of the node, or those of the capability or requirement that was named before."""
    sections = ("properties",) if function == "get_property" else ("attributes", "properties")
    if number == 1:
        return offered(found, *sections, "capabilities", "requirements")
    slot = found.capabilities.get(second.text) if second is not None and number == 2 else None
    return offered(slot, *sections)
