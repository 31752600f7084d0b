"""Reads a topology for a format, together with what the format cannot say."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from provisioners.backends.findings import Findings
from provisioners.containers.model import Topology
from provisioners.containers.platform import Platform
from provisioners.containers.read import read
from provisioners.outputs.contract import OutputContext
from topology.diagnostics import Diagnostic
from topology.graph.model import TopologyGraph


@dataclass(frozen=True, slots=True)
class Wish:
    """A topology, the format's title in sentences, and where checks put what they find."""

    findings: Findings
    topology: Topology
    context: OutputContext
    title: str


Check = Callable[[Wish], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A topology and all that was found; it is to be written only where ``is_fine``."""

    topology: Topology
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_fine(self) -> bool:
        return bool(self.topology.containers) and not any(found.is_error for found in self.diagnostics)


def read_checked(
    graph: TopologyGraph, context: OutputContext, platform: Platform, *checks: Check, pins_images: bool = True
) -> Checked:
    """What a graph asks of a format, looked at by each of the checks.

    Where the format has digests of its own, ``pins_images`` is false and the names of images stay as they are.
    """
    topology = read(graph, context if pins_images else replace(context, digests={}), platform)
    wish = Wish(Findings(), topology, context, platform.title)
    for check in checks:
        check(wish)
    found = {*topology.diagnostics, *wish.findings.all()}
    return Checked(topology, tuple(sorted(found, key=lambda each: (each.span, each.code, each.message))))
