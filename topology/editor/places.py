"""Where something is defined: in a file of the template, or in a ready-made profile."""

from topology.diagnostics.span import Span
from topology.record import ValueRecord
from topology.tosca.findings import Path
from topology.tosca.tree import LiteralMark, Scalar, span_of


class Place(ValueRecord):
    """A definition's name in a file; or, with ``profile``, the profile's name and the path in its document."""

    span: Span
    path: Path
    profile: str | None = None


def place_of(name: Scalar, path: Path) -> Place:
    """The place of a definition's name."""
    is_ready_made = isinstance(name.start, LiteralMark)
    return Place(span_of(name), path, name.start.name if is_ready_made else None)
