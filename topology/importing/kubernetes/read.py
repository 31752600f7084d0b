"""Reads Kubernetes manifests into a draft."""

from collections.abc import Sequence

from topology.importing.documents import Documents
from topology.importing.draft import Draft
from topology.tosca.findings import Findings


def read_kubernetes(documents: Documents, findings: Findings, paths: Sequence[str]) -> Draft | None:
    """The draft of the objects of some files; None after findings that leave nothing to write."""
    raise NotImplementedError
