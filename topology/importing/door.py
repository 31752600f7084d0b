"""The one door from native files to a service template."""

import re
from collections.abc import Sequence
from enum import StrEnum

from topology.diagnostics import Diagnostic
from topology.diagnostics.span import Span
from topology.importing.compose.read import read_compose
from topology.importing.documents import Documents
from topology.importing.draft import Draft
from topology.importing.kubernetes.read import read_kubernetes
from topology.importing.write import SIMPLE_1_3, Version, write
from topology.record import ValueRecord
from topology.tosca.findings import EnoughFoundError, Findings
from topology.tosca.imports import Files

_KIND = re.compile(rb"""^(?:\{?\s*["']?)(?:kind|apiVersion)["']?\s*:""", re.MULTILINE)


class Origin(StrEnum):
    """What native files are written for."""

    COMPOSE = "compose"
    KUBERNETES = "kubernetes"


class Imported(ValueRecord):
    """What came of importing: a template unless there are errors, its draft, and every finding in order of place.

    ``hidden`` are texts of the source that nobody should show, not even with a finding.
    """

    text: str | None
    draft: Draft | None
    diagnostics: tuple[Diagnostic, ...]
    hidden: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def import_files(
    sources: Files,
    paths: Sequence[str],
    *,
    origin: Origin | None = None,
    version: Version = SIMPLE_1_3,
    profiles: Sequence[str] = (),
    folder: str | None = None,
    name: str | None = None,
) -> Imported:
    """A service template from files of ``sources``; never raises for anything that they may contain.

    Of Compose files the first is the project and the others go before it; Kubernetes manifests are read together.
    Without ``origin`` the first file tells what they are. ``folder`` is the absolute path of the sources' folder, for
    folders of the host; ``name`` is the template's, where the files have none.
    """
    findings = Findings()
    documents = Documents(sources, findings)
    try:
        if (origin or _origin_of(documents, paths[0])) is Origin.KUBERNETES:
            draft = read_kubernetes(documents, findings, paths)
        else:
            draft = read_compose(documents, findings, paths[0], overrides=paths[1:], profiles=profiles, folder=folder)
    except EnoughFoundError:
        draft = None
    hidden = tuple(draft.secrets.values()) if draft is not None else ()
    if draft is None or findings.has_errors:
        return Imported(None, None, findings.sorted(), hidden)
    draft.name = draft.name or name or "imported"
    return Imported(write(draft, version), draft, findings.sorted(), hidden)


def _origin_of(documents: Documents, path: str) -> Origin:
    """What a file is written for: every object of Kubernetes has a kind, and no Compose file has one."""
    content = documents.content(path, Span.start_of(path))
    return Origin.KUBERNETES if content is not None and _KIND.search(content) else Origin.COMPOSE
