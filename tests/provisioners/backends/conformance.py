"""What every backend must do. A backend's test module derives a class and gives the fixtures ``harness`` and ``parts``.

``harness`` is a :class:`~tests.provisioners.backends.harness.Harness` for a deployment that does not exist yet, and
``parts`` makes the nodes that the platform can run.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import pytest

from provisioners.backends.contract import CONTRACT_VERSION, Endpoint, NodeState, PlatformError
from provisioners.planning.codec import plan_from_json, plan_to_json
from provisioners.planning.model import Action, DataEffect, Recorded
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import edge, graph
from topology.graph.model import Node, TopologyGraph
from topology.values.value import Concat, Secret, Value

PASSWORD = "xyzzy-3$-${HOME}"
CHANGED_PASSWORD = "plugh-4$-${HOME}"


class Parts(Protocol):
    """Nodes that the platform can run."""

    def container(self, address: str, environment: dict[str, Value], *, version: str = "1") -> Node:
        """A container that writes a line and stays; another ``version`` means another image or command."""
        ...

    def volume(self, address: str, policy: str) -> Node: ...

    def away(self) -> Endpoint:
        """An endpoint at which nothing answers."""
        ...


@dataclass
class Shop:
    """Two containers and a volume, one of them with a secret."""

    parts: Parts

    def graph(self, *, colour: str = "red", version: str = "1", policy: str = "delete") -> TopologyGraph:
        return graph(
            self.parts.container("web", {"COLOUR": colour, "DB_URL": Concat(("db:", Secret("input:password")))}),
            self.parts.container("db", {"MODE": "main"}, version=version),
            self.parts.volume("data", policy),
            edge("web", "connection", "db"),
            edge("db", "storage", "data", location="/data"),
        )

    def smaller(self) -> TopologyGraph:
        return graph(self.parts.container("web", {"COLOUR": "red"}))


class Conformance:
    """The suite; each test has a deployment of its own and leaves nothing behind."""

    @pytest.fixture
    def parts(self) -> Parts:
        raise NotImplementedError

    @pytest.fixture
    def shop(self, parts: Parts) -> Shop:
        return Shop(parts)

    @pytest.fixture
    def deployed(self, harness: Harness, shop: Shop) -> Iterator[Harness]:
        harness.secrets = {"input:password": PASSWORD}
        harness.deploy(shop.graph())
        yield harness
        harness.undeploy(shop.graph())

    def test_it_declares_itself(self, harness: Harness) -> None:
        assert harness.backend.contract_version == CONTRACT_VERSION
        assert harness.backend.unit in ("node", "group")

    def test_rendering_is_deterministic_and_holds_no_secret(self, harness: Harness, shop: Shop) -> None:
        harness.secrets = {"input:password": PASSWORD}
        first, second = harness.plan(shop.graph()), harness.plan(shop.graph())
        assert first.rendered.files == second.rendered.files
        assert first.rendered.files
        assert PASSWORD not in repr(first)

    def test_the_steps_cover_the_changes_and_end(self, harness: Harness, shop: Shop) -> None:
        harness.secrets = {"input:password": PASSWORD}
        plan = harness.plan(shop.graph()).plan
        keys = [step.key for step in plan.steps]
        assert len(set(keys)) == len(keys)
        assert {need for step in plan.steps for need in step.depends_on} <= set(keys)
        assert {address for step in plan.steps for address in step.addresses} == {"web", "db", "data"}
        assert plan_from_json(plan_to_json(plan)) == plan

    def test_it_answers(self, harness: Harness) -> None:
        assert harness.backend.ping(harness.endpoint)

    def test_a_platform_that_is_away_is_a_transient_failure(self, harness: Harness, parts: Parts) -> None:
        with pytest.raises(PlatformError) as raised:
            harness.backend.ping(parts.away())
        assert raised.value.transient
        with pytest.raises(PlatformError):
            harness.backend.observe(harness.deployment, parts.away())

    def test_what_is_not_there_is_not_observed(self, harness: Harness) -> None:
        assert harness.observe() == {}
        with pytest.raises(PlatformError):
            harness.backend.logs(harness.deployment, "web", harness.endpoint, tail=10)

    def test_what_is_deployed_runs(self, deployed: Harness, shop: Shop) -> None:
        observed = deployed.observe()
        assert {address: found.state for address, found in observed.items()} == dict.fromkeys(
            ("web", "db", "data"), NodeState.RUNNING
        )
        assert observed["web"].replicas == 1
        assert deployed.plan(shop.graph()).plan.is_empty
        assert deployed.backend.logs(deployed.deployment, "web", deployed.endpoint, tail=5).strip()

    def test_doing_it_twice_is_doing_it_once(self, deployed: Harness, shop: Shop) -> None:
        deployed_before = deployed.observe()
        deployed.recorded = ()
        again = deployed.deploy(shop.graph())
        assert {change.action for change in again.plan.changes} == {Action.CREATE}
        assert _normal(deployed.observe()) == _normal(deployed_before)

    def test_a_changed_setting_is_planned_and_applied(self, deployed: Harness, shop: Shop) -> None:
        changed = shop.graph(colour="blue")
        plan = deployed.plan(changed).plan
        assert {change.address for change in plan.changes if change.action is not Action.NOOP} == {"web"}
        deployed.deploy(changed)
        assert deployed.observe()["web"].state is NodeState.RUNNING
        assert deployed.plan(changed).plan.is_empty

    def test_a_changed_secret_is_planned_and_applied(self, deployed: Harness, shop: Shop) -> None:
        deployed.secrets = {"input:password": CHANGED_PASSWORD}
        plan = deployed.plan(shop.graph()).plan
        assert {change.address for change in plan.changes if change.action is not Action.NOOP} == {"web"}
        deployed.deploy(shop.graph())
        assert deployed.plan(shop.graph()).plan.is_empty

    def test_a_node_that_left_the_template_goes(self, deployed: Harness, shop: Shop) -> None:
        plan = deployed.deploy(shop.smaller()).plan
        effects = {change.address: change.data for change in plan.changes if change.action is Action.DELETE}
        assert effects == {"db": DataEffect.NONE, "data": DataEffect.DESTROYS}
        assert deployed.observe().keys() == {"web"}

    def test_undeploying_leaves_nothing_and_may_be_repeated(self, deployed: Harness, shop: Shop) -> None:
        recorded: tuple[Recorded, ...] = deployed.recorded
        deployed.undeploy(shop.graph())
        assert deployed.observe() == {}
        deployed.recorded = recorded
        deployed.undeploy(shop.graph())
        assert deployed.observe() == {}

    def test_two_deployments_do_not_see_each_other(self, deployed: Harness, shop: Shop) -> None:
        other = replace(deployed, deployment=f"{deployed.deployment}-b", recorded=(), folder=deployed.folder / "b")
        other.folder.mkdir()
        other.deploy(shop.graph())
        other.undeploy(shop.graph())
        assert other.observe() == {}
        assert deployed.observe().keys() == {"web", "db", "data"}


def _normal(observed: object) -> object:
    """Observations without the platform's own words, which tell the time."""
    assert isinstance(observed, dict)
    return {address: (found.state, found.replicas, dict(found.attributes)) for address, found in observed.items()}
