"""Where an entity of the graph and its parts stand in the files."""

from collections.abc import Mapping

from topology.diagnostics import Span
from topology.record import ValueRecord, field

Path = tuple[str | int, ...]


class SourceMap(ValueRecord):
    """Where the parts of an entity stand: paths below the entity, such as ``("properties", "port")``, to spans."""

    own: Span
    spans: Mapping[Path, Span] = field(default_factory=dict)

    def locate(self, *path: str | int) -> Span:
        """The place of the nearest written part at or above ``path``; the entity itself as the last resort."""
        for end in range(len(path), 0, -1):
            span = self.spans.get(path[:end])
            if span is not None:
                return span
        return self.own
