"""The one door from files to a graph: read a service template through all its phases."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from topology.diagnostics import Diagnostic
from topology.graph.build import build_graph
from topology.graph.model import TopologyGraph
from topology.graph.values import Value
from topology.record import ValueRecord
from topology.sources import Fetcher
from topology.tosca.findings import EnoughFoundError, Findings
from topology.tosca.grammar.reading import Grammar
from topology.tosca.imports import Loader, SourceFile
from topology.tosca.sections import with_section
from topology.tosca.templates import check_topology
from topology.tosca.templates.copy import apply_copies
from topology.tosca.types.check import check_types
from topology.tosca.types.scope import Scopes
from topology.tosca.types.types import Types

if TYPE_CHECKING:
    from topology.import_policy import ImportPolicy


class Sources(Protocol):
    """The files a template may consist of; nothing outside of them can be reached."""

    def read(self, path: str) -> bytes:
        """The content of a file by its normalised path relative to the root.

        Raises ``FileNotFoundError`` when there is none, ``SourceRefused`` when it may not be read.
        """
        ...


class Reading(ValueRecord):
    """What came of reading: the graph unless there are errors, and every finding in order of place."""

    graph: TopologyGraph | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def read_template(
    sources: Sources,
    entry: str,
    *,
    inputs: Mapping[str, Value] | None = None,
    policy: "ImportPolicy | None" = None,
    fetcher: Fetcher | None = None,
) -> Reading:
    """Read the service template ``entry`` from ``sources``.

    With ``inputs`` None the template is only validated and inputs without a default stay unknown; with a mapping,
    missing and unfit inputs are diagnostics. A secret input is given as ``Secret("input:NAME")``. ``policy`` says what
    may be imported from outside of the sources, and ``fetcher`` brings it; without them nothing is.
    """
    findings = Findings()
    loader = Loader(sources, findings, policy, fetcher)
    try:
        file = loader.load_entry(entry)
        graph = _resolve(file, loader, findings, inputs) if file is not None else None
    except EnoughFoundError:
        graph = None
    found = tuple(with_section(each, loader.dialects) for each in findings.sorted())
    return Reading(None if findings.has_errors else graph, found)


def _resolve(file: SourceFile, loader: Loader, findings: Findings, inputs: Mapping[str, Value] | None) -> TopologyGraph:
    """The phases after the files are read: types, templates, values, graph."""
    grammar = Grammar(findings, file.dialect)
    scopes = Scopes(findings)
    types = Types(findings, scopes.files)
    for each in loader.files:
        scopes.of(each)
    for each in loader.files:
        check_types(scopes.entries(each).values(), types)
    topology = file.template.topology_template
    if topology is not None:
        apply_copies(topology, grammar)
        check_topology(topology, scopes.of(file), types)
    graph = build_graph(file, scopes.of(file), types, inputs)
    types.names.report_unknown()
    return graph
