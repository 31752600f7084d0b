"""The one door from files to a graph: read a service template through all its phases."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from topology.diagnostics import Diagnostic, Span
from topology.graph.build import build_graph
from topology.graph.model import TopologyGraph
from topology.graph.substitutes import Catalogue, is_substitute, substitute_of
from topology.record import ValueRecord
from topology.sources import Fetcher
from topology.tosca.findings import EnoughFoundError, Findings
from topology.tosca.grammar.reading import Grammar
from topology.tosca.imports import Loader, SourceFile
from topology.tosca.templates import check_topology
from topology.tosca.templates.copy import apply_copies
from topology.tosca.types.check import check_functions, check_repositories, check_types
from topology.tosca.types.scope import Scopes
from topology.tosca.types.types import Types
from topology.values.value import Value

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
        """Whether there is no graph because of an error."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def read_template(
    sources: Sources,
    entry: str,
    *,
    inputs: Mapping[str, Value] | None = None,
    substitutes: Sequence[str] = (),
    policy: "ImportPolicy | None" = None,
    fetcher: Fetcher | None = None,
) -> Reading:
    """Read the service template ``entry`` from ``sources``.

    With ``inputs`` None the template is only validated and inputs without a default stay unknown; with a mapping,
    missing and unfit inputs are diagnostics. A secret input is given as ``Secret("input:NAME")``. ``policy`` says what
    may be imported from outside of the sources, and ``fetcher`` brings it; without them nothing is.

    Service templates with substitution mappings stand for nodes with the directive ``substitute``: those among the
    imported files, and the files ``substitutes`` of the sources, which stand for abstract nodes of just their type too.
    """
    findings = Findings()
    loader = Loader(sources, findings, policy, fetcher)
    try:
        file = loader.load_entry(entry)
        graph = _resolve(file, loader, findings, inputs, substitutes) if file is not None else None
    except EnoughFoundError:
        graph = None
    return Reading(None if findings.has_errors else graph, _with_sections(findings.sorted(), loader))


def _with_sections(found: Sequence[Diagnostic], loader: Loader) -> tuple[Diagnostic, ...]:
    """The findings with the sections of each file's version."""
    if not found:
        return ()
    from topology.tosca.sections import with_section  # noqa: PLC0415 - only needed after a mistake

    return tuple(with_section(each, loader.dialects) for each in found)


def _resolve(
    file: SourceFile,
    loader: Loader,
    findings: Findings,
    inputs: Mapping[str, Value] | None,
    asked_for: Sequence[str],
) -> TopologyGraph:
    """The phases after the files are read: types, templates, values, graph."""
    named = [found for name in asked_for if (found := loader.load_entry(name)) is not None]
    for each in named:
        _require_mapping(each, findings)
    scopes = Scopes(findings)
    types = Types(findings, scopes.files)
    for each in loader.files:
        scopes.of(each)
    for each in loader.files:
        check_types(scopes.entries(each).values(), types)
        check_functions(scopes.of(each), types)
        check_repositories(each.template.repositories.values(), scopes.files[each.name], types)
    _check_template(file, scopes, types)
    substitutes = [each for each in loader.files if each is not file and is_substitute(each)]
    for each in substitutes:
        _check_template(each, scopes, types)
    usable = (substitute_of(each, scopes.of(each), types, is_asked_for=each in named) for each in substitutes)
    catalogue = Catalogue([substitute for substitute in usable if substitute is not None])
    graph = build_graph(file, scopes.of(file), types, inputs, catalogue)
    types.names.report_unknown()
    return graph


def _require_mapping(file: SourceFile, findings: Findings) -> None:
    """A substitute says for which nodes it can stand (TS302); another file is ignored: TOSCA 2.0, 17.2.1."""
    if not is_substitute(file):
        message = f"`{file.name}` is to stand for nodes, but it has no `substitution_mappings`; it is ignored."
        help_text = "Add `substitution_mappings:` with the node type that it can stand for, or leave the file out."
        findings.warning("TS302", message, Span.start_of(file.name), help=help_text, spec="3.8.13")


def _check_template(file: SourceFile, scopes: Scopes, types: Types) -> None:
    topology = file.template.topology_template
    if topology is not None:
        apply_copies(topology, Grammar(types.findings, file.dialect))
        check_topology(topology, scopes.of(file), types)
