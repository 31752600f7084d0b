"""A new name for a node template: every mention of it in the file is replaced, or the reason why not is given."""

import re

from topology.diagnostics.span import Span
from topology.editor.analysis import Analysis
from topology.editor.refers import KEYWORDS, declared
from topology.editor.targets import Target, mentions, target_of
from topology.editor.tree_paths import Found, scalars_under
from topology.record import ValueRecord
from topology.tosca.scalars import resolve
from topology.tosca.tree import Scalar, scalar, span_of
from topology.tosca.types.kinds import NODE

SECTION = "node_templates"
_RESERVED = {*KEYWORDS, "ORCHESTRATOR"}
_LEGAL = re.compile(r"[^\W\d][\w.-]{0,199}")


class Replacement(ValueRecord):
    """A text in the place of a span."""

    span: Span
    text: str


class Refused(Exception):
    """The name cannot be given; the message is a sentence for the user."""


def renameable_at(analysis: Analysis, line: int, column: int) -> tuple[Target, Span] | None:
    """The node template that is named at a line and column from 0, and the span of the name, without quotes."""
    for found in scalars_under(analysis.tree, line, column):
        target = target_of(analysis, found)
        if target is not None and target.section == SECTION:
            return target, _inside(found.scalar)
    return None


def rename(analysis: Analysis, target: Target, name: str) -> tuple[Replacement, ...]:
    """The replacements that give a node template a new name, in order of place. Raises :class:`Refused`."""
    if analysis.is_repaired:
        raise Refused("The file is not valid YAML at the moment; a mention might be overlooked.")
    _check(analysis, name)
    found = list(mentions(analysis, target))
    if any(not _is_on_one_line(mention) for mention in found):
        raise Refused("The name is written over several lines somewhere; write it on one line first.")
    return tuple(Replacement(span, name) for span in sorted(_inside(mention.scalar) for mention in found))


def _check(analysis: Analysis, name: str) -> None:
    if not _LEGAL.fullmatch(name):
        raise Refused("A name begins with a letter and goes on with letters, digits, `_`, `-` and `.`.")
    start = analysis.tree.start
    if name in _RESERVED or not isinstance(resolve(scalar(name, True, start, start)), str):
        raise Refused(f"`{name}` has a meaning of its own in the language.")
    for section in (SECTION, "groups", "relationship_templates"):
        if name in declared(analysis, section):
            what = section.replace("_", " ").removesuffix("s")
            raise Refused(f"There is a {what} `{name}` already.")
    if analysis.entry(NODE, name) is not None:
        raise Refused(f"`{name}` is the name of a node type, and a requirement could mean either.")


def _is_on_one_line(found: Found) -> bool:
    return found.scalar.start.line == found.scalar.end.line


def _inside(scalar: Scalar) -> Span:
    """The span of a scalar's text, without its quotes."""
    span = span_of(scalar)
    is_quoted = span.line == span.end_line and span.end_column - span.column == len(scalar.text) + 2
    return span._replace(column=span.column + 1, end_column=span.end_column - 1) if is_quoted else span
