"""Where an entity of the graph and its parts stand in the files."""

from collections.abc import Mapping
from types import MappingProxyType

from topology.diagnostics import Span

Path = tuple[str | int, ...]


class SourceMap:
    """Where the parts of an entity stand: paths below the entity, such as ``("properties", "port")``, to spans."""

    __slots__ = ("_own", "_spans")

    def __init__(self, own: Span, spans: Mapping[Path, Span] = MappingProxyType({})) -> None:
        self._own = own
        self._spans = spans

    @property
    def own(self) -> Span:
        """The place of the entity itself."""
        return self._own

    @property
    def spans(self) -> Mapping[Path, Span]:
        """The places of its parts by their paths."""
        return self._spans

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceMap) and self.own == other.own and self.spans == other.spans

    def __hash__(self) -> int:
        return hash(self.own)

    def locate(self, *path: str | int) -> Span:
        """The place of the nearest written part at or above ``path``; the entity itself as the last resort."""
        for end in range(len(path), 0, -1):
            span = self.spans.get(path[:end])
            if span is not None:
                return span
        return self.own
