"""The fake backend: its unit of work is the node, and every node becomes one object of the same name."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import provisioners
from provisioners.backends.contract import (
    CONTRACT_VERSION,
    CommandResult,
    Endpoint,
    NativeObject,
    NodeState,
    Observed,
    Option,
    PlatformError,
    RenderContext,
    Rendered,
    Right,
    Tried,
    Verdict,
    Work,
)
from provisioners.planning.fingerprint import changed_sections, fingerprint, in_words
from provisioners.planning.model import NO_DATA, Action, Change, DataEffect, PlannedStep, Recorded
from provisioners.planning.node_steps import node_steps
from topology.graph.model import Node, TopologyGraph
from topology.tosca.functions.substitute import substitute
from topology.values.value import Secret, Unknown, Value, as_text
from toposmith_fake.act import act
from toposmith_fake.world import World

ACT_TIMEOUT = 30.0
OPTIONS = {
    "flavour": Option("What it tastes of.", r"[a-z]{1,20}", default="vanilla"),
    "registry": Option("Where images are pushed to.", r"[a-z0-9.:-]{1,100}", schemes=("https",)),
}
PATHS = (Path(provisioners.__file__).parent.parent, Path(__file__).parent.parent)


class FakeBackend:
    """Every property is a section of the fingerprint; a change of ``image`` or ``size`` replaces, others update."""

    name = "fake"
    title = "The fake platform"
    contract_version = CONTRACT_VERSION
    unit = "node"
    rights: frozenset[Right] = frozenset()
    schemes = ("fake", "unix", "tcp")
    credential_fields = frozenset({"token"})
    options: Mapping[str, Option] = MappingProxyType(OPTIONS)
    tried = Tried.STAND_IN
    tried_with = "a folder of files"

    def render(self, graph: TopologyGraph, context: RenderContext) -> Rendered:
        objects = {address: _native(node, context) for address, node in graph.nodes.items()}
        files = {
            f"{item.name}.json": json.dumps({"name": item.name, **item.fingerprint}, sort_keys=True)
            for item in objects.values()
        }
        return Rendered(files=files, objects=objects)

    def judge(self, recorded: Recorded, wanted: NativeObject) -> Verdict:
        sections = changed_sections(recorded.fingerprint, wanted.fingerprint)
        replaces = bool({"image", "size"} & set(sections))
        effects = {"delete": DataEffect.DESTROYS, "retain": DataEffect.ABANDONS}
        data = effects.get(recorded.deletion_policy, DataEffect.NONE) if replaces else DataEffect.NONE
        return Verdict(replaces, (in_words(sections),), data)

    def steps(
        self, graph: TopologyGraph, changes: Sequence[Change], rendered: Rendered, options: Mapping[str, str]
    ) -> tuple[PlannedStep, ...]:
        return node_steps(graph, changes)

    def teardown(self, graph: TopologyGraph, changes: Sequence[Change]) -> tuple[PlannedStep, ...]:
        return node_steps(graph, changes)

    def perform(self, work: Work) -> None:
        world = World.at(work.endpoint.url)
        for address in work.step.addresses:
            world.begin(work.step.verb, address, work.token)
            for number, (verb, name, content) in enumerate(_effects(work, work.changes[address])):
                if number:
                    world.hold(f"hold-amid@{address}")
                _act(world, work, verb, name, content)
            world.end(work.step.verb, address, work.token)
            work.report(f"{work.step.verb} {address}: done")

    def observe(self, deployment: str, endpoint: Endpoint, wanted: Rendered | None = None) -> Mapping[str, Observed]:
        items = [item for item in World.at(endpoint.url).instances().values() if item["deployment"] == deployment]
        found = {
            item["address"]: Observed(
                item["address"],
                NodeState(item["state"]),
                attributes=item["attributes"],
                replicas=1,
                drift=_drift(item, wanted),
            )
            for item in sorted(items, key=lambda item: int(item["generation"]))
        }
        gone = wanted.objects.keys() - found.keys() if wanted else ()
        return {**found, **{address: Observed(address, NodeState.DELETED, drift=("it is gone",)) for address in gone}}

    def logs(self, deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str:
        if address not in self.observe(deployment, endpoint):
            raise PlatformError(f"there is no instance of {address}", addresses=(address,))
        lines = [f"{address}: line {number}" for number in range(1, 101)]
        return "\n".join(lines[-tail:] if tail else []) + "\n"

    def execute(
        self, deployment: str, address: str, endpoint: Endpoint, command: Sequence[str], *, timeout: float
    ) -> CommandResult:
        if address not in self.observe(deployment, endpoint):
            raise PlatformError(f"there is no instance of {address}", addresses=(address,))
        return CommandResult(0, " ".join(command) + "\n")

    def ping(self, endpoint: Endpoint) -> str:
        world = World.at(endpoint.url)
        return f"fake platform with {len(world.instances())} objects"


def _drift(item: Mapping[str, Any], wanted: Rendered | None) -> tuple[str, ...]:
    """What differs from the object that was applied, by section."""
    applied = wanted.objects.get(item["address"]) if wanted else None
    sections = changed_sections(applied.fingerprint, item["fingerprint"]) if applied else ()
    return tuple(f"{section} is another" for section in sections)


def object_name(deployment: str, address: str, generation: int) -> str:
    """The name of an instance in the world."""
    return f"{deployment}-{address}-g{generation}"


def _native(node: Node, context: RenderContext) -> NativeObject:
    def known(leaf: Secret | Unknown) -> Value:
        return context.secret_digest(leaf.reference) if isinstance(leaf, Secret) else f"<{leaf}>"

    sections = {key: _jsonable(substitute(value, known)) for key, value in node.properties.items()}
    return NativeObject(
        address=node.address,
        node_type=node.type.name,
        name=object_name(context.deployment, node.address, context.generations.get(node.address, 1)),
        fingerprint=fingerprint({"type": node.type.name, **sections}),
        deletion_policy=as_text(node.properties.get("deletion_policy", NO_DATA)),
        attributes={"address": node.address},
    )


def _jsonable(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_jsonable(item) for item in value]
    return value


def _effects(work: Work, change: Change) -> list[tuple[str, str, dict[str, Any]]]:
    name = object_name(work.deployment, change.address, change.generation)
    content = {
        "deployment": work.deployment,
        "address": change.address,
        "node_type": change.node_type,
        "generation": change.generation,
        "fingerprint": dict(change.fingerprint),
        "state": "running",
        "attributes": {"public_address": f"10.0.0.{1 + len(change.address) % 250}"},
        "token": work.token,
    }
    if change.action is Action.REPLACE:
        before = object_name(work.deployment, change.address, change.generation - 1)
        return [("create", name, content), ("delete", before, content)]
    return [(str(change.action), name, content)]


def _act(world: World, work: Work, verb: str, name: str, content: dict[str, Any]) -> None:
    if not world.acts_outside:
        act(world, verb, name, content)
        return
    result = work.run(
        [sys.executable, "-m", "toposmith_fake.act", str(world.folder), verb, name],
        env={"PYTHONPATH": ":".join(map(str, PATHS))},
        cwd=work.folder,
        timeout=ACT_TIMEOUT,
        stdin=json.dumps(content).encode(),
    )
    if result.status != 0:
        raise PlatformError(f"the outside command failed: {result.output}")
