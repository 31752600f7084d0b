"""A backend put together from the functions of its folder, whose names are those of the contract."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from provisioners.backends.contract import (
    CONTRACT_VERSION,
    CommandResult,
    Endpoint,
    NativeObject,
    Observed,
    Option,
    RenderContext,
    Rendered,
    Right,
    Tried,
    Verdict,
    Work,
)
from provisioners.planning.model import Change, PlannedStep, Recorded
from topology.graph.model import TopologyGraph


class Observe(Protocol):
    """How :meth:`Backend.observe` is called."""

    def __call__(
        self, deployment: str, endpoint: Endpoint, wanted: Rendered | None = None
    ) -> Mapping[str, Observed]: ...


class Logs(Protocol):
    """How :meth:`Backend.logs` is called."""

    def __call__(self, deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str: ...


class Execute(Protocol):
    """How :meth:`Backend.execute` is called."""

    def __call__(
        self, deployment: str, address: str, endpoint: Endpoint, command: Sequence[str], *, timeout: float
    ) -> CommandResult: ...


@dataclass(slots=True, kw_only=True, eq=False)
class AssembledBackend:
    """Each field is the member of the same name of :class:`Backend`."""

    name: str
    title: str
    unit: str
    rights: frozenset[Right]
    schemes: tuple[str, ...]
    credential_fields: frozenset[str]
    options: Mapping[str, Option]
    tried: Tried
    tried_with: str
    render: Callable[[TopologyGraph, RenderContext], Rendered]
    judge: Callable[[Recorded, NativeObject], Verdict]
    steps: Callable[[TopologyGraph, Sequence[Change], Rendered, Mapping[str, str]], tuple[PlannedStep, ...]]
    teardown: Callable[[TopologyGraph, Sequence[Change]], tuple[PlannedStep, ...]]
    perform: Callable[[Work], None]
    observe: Observe
    logs: Logs
    execute: Execute
    ping: Callable[[Endpoint], str]
    contract_version: int = CONTRACT_VERSION
