"""The one door from files to a graph: read a service template through all its phases."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from topology.diagnostics import Diagnostic
from topology.graph.model import TopologyGraph
from topology.graph.values import Value


class Sources(Protocol):
    """The files a template may consist of; nothing outside of them can be reached."""

    def read(self, path: str) -> bytes:
        """The content of a file by its normalised path relative to the root.

        Raises ``FileNotFoundError`` when there is none, ``SourceRefused`` when it may not be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: the graph unless there are errors, and every finding in order of place."""

    graph: TopologyGraph | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def read_template(sources: Sources, entry: str, *, inputs: Mapping[str, Value] | None = None) -> Reading:
    """Read the service template ``entry`` from ``sources``.

    With ``inputs`` None the template is only validated and inputs without a default stay unknown; with a mapping,
    missing and unfit inputs are diagnostics. A secret input is given as ``Secret("input:NAME")``.
    """
    raise NotImplementedError
