"""Functions of the language: their names with what each gives, and what their arguments may be.

Sources: Simple Profile 1.3, chapter 4; TOSCA 2.0, chapter 10.
"""

from topology.editor.analysis import Analysis
from topology.editor.members import Members, node_type, offered
from topology.editor.refers import KEYWORDS
from topology.editor.tree_paths import node_at
from topology.tosca.dialect import V1_2, Dialect
from topology.tosca.findings import Path
from topology.tosca.tree import Scalar, SequenceNode
from topology.tosca.types.model import NodeType

_SUMMARIES = {
    "get_input": "The value of an input of the service.",
    "get_property": "The value of a property of a node, a relationship or one of their parts.",
    "get_attribute": "The value of an attribute, which is known when the service runs.",
    "get_artifact": "Where the file of an artifact lies for an operation.",
    "concat": "Texts, joined.",
    "join": "Texts, joined with a delimiter.",
    "token": "A part of a text that is divided by a character.",
}
_ONLY_SIMPLE = {
    "get_operation_output": "What an operation gave.",
    "get_nodes_of_type": "The names of all nodes of a type.",
}
_ONLY_2_0 = {
    "node_index": "The number of the node among those of its template.",
    "relationship_index": "The number of the relationship among those of its requirement.",
    "available_allocation": "How much of a capability's property is left for a new relationship.",
    "length": "The length of a text, a list or a map.",
    "sum": "The sum of numbers.",
    "difference": "The difference of two numbers.",
    "product": "The product of numbers.",
    "quotient": "The quotient of two numbers.",
    "remainder": "What is left of a division.",
    "round": "A number, rounded.",
    "floor": "The next whole number below.",
    "ceil": "The next whole number above.",
    "union": "What is in any of the lists.",
    "intersection": "What is in all of the lists.",
}

_SECTIONS = {("get_artifact", 1): "artifacts", ("get_operation_output", 1): "interfaces"}
"""What of a node type an argument names, by function and number of the argument."""


def functions_of(dialect: Dialect) -> dict[str, str]:
    """The functions of a version, written as they are called, with what each gives."""
    if dialect.is_simple:
        found = {**_SUMMARIES, **_ONLY_SIMPLE}
        return {name: words for name, words in found.items() if name != "join" or dialect.order >= V1_2}
    return {f"${name}": words for name, words in {**_SUMMARIES, **_ONLY_2_0}.items()}


def call_at(path: Path, dialect: Dialect) -> tuple[str, int, Path] | None:
    """The function whose argument is at a path, the argument's number, and the path of the call; None if none is."""
    known = functions_of(dialect)
    for length, number in ((len(path), 0), (len(path) - 1, path[-1] if path else None)):
        if length > 0 and isinstance(number, int) and path[length - 1] in known:
            return str(path[length - 1]).removeprefix("$"), number, path[:length]
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
