"""What every backend that runs containers must do on its platform, beyond what every backend must.

A backend's test module derives a class and gives the fixtures of :class:`~tests.provisioners.backends.conformance.\
Conformance`; its ``parts`` can do more, see :class:`ContainerParts`.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol

import pytest

from provisioners.backends.contract import NodeState, PlatformError
from provisioners.planning.model import Action
from tests.provisioners.backends.conformance import Conformance, Parts
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import graph
from topology.graph.model import Node, TopologyGraph
from topology.values.value import Concat, Secret, Value

PATIENCE_SECONDS = 120
AWKWARD = "a$HOME ${HOME} $$ %n %% {{ .x }} {% y %} <%= z %> 'one' \"two\" \\ `id` $(id) # & ü"
SECRET = f"{AWKWARD}\nand a second line"
NAMES = ("Web_Front.End", "web-front-end", "a" * 70 + "1", "a" * 70 + "2", "数据", "default", "kubernetes")


class ContainerParts(Parts, Protocol):
    """Nodes that the platform can run, and a look at the platform that does not go through the backend."""

    def container(
        self,
        address: str,
        environment: dict[str, Value],
        *,
        version: str = "1",
        scalable: dict[str, Value] | None = None,
        **properties: Value,
    ) -> Node:
        """A container that has ``sh``, ``cat`` and ``printenv``, writes a line and stays."""
        ...

    def broken(self, address: str) -> Node:
        """A container that ends at once, whenever it is started."""
        ...

    def without_image(self, address: str) -> Node:
        """A container of an image that cannot be had."""
        ...

    def left(self, deployment: str) -> list[str]:
        """The names of everything on the platform that belongs to a deployment."""
        ...

    def meddle(self, harness: Harness, address: str) -> None:
        """Change a running container's settings as somebody with the platform's own tools would."""
        ...

    def remove(self, harness: Harness, address: str) -> None:
        """Remove a container as somebody with the platform's own tools would."""
        ...

    def occupied(self, harness: Harness, topology: TopologyGraph) -> AbstractContextManager[Callable[[], bool]]:
        """Somebody else's object of a name that the deployment will want; gives whether it is untouched."""
        ...


def eventually(found: Callable[[], Any]) -> Any:
    """Wait for what another program does in its own time, and give it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (result := found()):
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.2)
    return result


class ContainerConformance(Conformance):
    """The suite; each test has a deployment of its own and leaves nothing behind."""

    @pytest.fixture
    def parts(self) -> ContainerParts:
        raise NotImplementedError

    def run(self, harness: Harness, address: str, *command: str) -> str:
        """What a command writes inside a container; the container may only just have come."""

        def output() -> str | None:
            try:
                result = harness.backend.execute(harness.deployment, address, harness.endpoint, command, timeout=30)
            except PlatformError:
                return None
            return result.output if result.status == 0 else None

        found: str = eventually(output)
        return found

    def changed(self, harness: Harness, topology: TopologyGraph) -> set[str]:
        """The addresses that a plan changes."""
        changes = harness.plan(topology).plan.changes
        return {change.address for change in changes if change.action is not Action.NOOP}

    def test_nothing_is_left_after_undeploying(self, deployed: Harness, shop: Any, parts: ContainerParts) -> None:
        assert parts.left(deployed.deployment)
        deployed.undeploy(shop.graph())
        assert eventually(lambda: not parts.left(deployed.deployment))

    def test_text_arrives_as_it_is(self, harness: Harness, parts: ContainerParts) -> None:
        harness.secrets = {"input:password": SECRET}
        topology = graph(
            parts.container(
                "web",
                {"PLAIN": AWKWARD, "HIDDEN": Concat(("x$", Secret("input:password")))},
                secrets={"password.txt": Secret("input:password")},
                files={"/etc/app/app.conf": Concat(("[$p]=", Secret("input:password"))), "/etc/app/b.conf": AWKWARD},
            )
        )
        planned = harness.deploy(topology)
        try:
            assert self.run(harness, "web", "printenv", "PLAIN") == f"{AWKWARD}\n"
            assert self.run(harness, "web", "printenv", "HIDDEN") == f"x${SECRET}\n"
            assert self.run(harness, "web", "cat", "/run/secrets/password.txt") == SECRET
            assert self.run(harness, "web", "cat", "/etc/app/app.conf") == f"[$p]={SECRET}"
            assert self.run(harness, "web", "cat", "/etc/app/b.conf") == AWKWARD
            assert "second line" not in repr(planned)
            assert "second line" not in "".join(harness.reports)
        finally:
            harness.undeploy(topology)

    def test_a_command_that_fails_has_its_status(self, deployed: Harness) -> None:
        assert "main" in self.run(deployed, "db", "printenv", "MODE")
        result = deployed.backend.execute(
            deployed.deployment, "db", deployed.endpoint, ("sh", "-c", "echo no; exit 3"), timeout=30
        )
        assert (result.status, result.output.strip()) == (3, "no")

    def test_a_command_needs_a_container(self, deployed: Harness) -> None:
        with pytest.raises(PlatformError):
            deployed.backend.execute(deployed.deployment, "other", deployed.endpoint, ("true",), timeout=30)

    def test_a_changed_image_or_command_is_planned_and_applied(self, deployed: Harness, shop: Any) -> None:
        changed = shop.graph(version="2")
        assert self.changed(deployed, changed) == {"db"}
        deployed.deploy(changed)
        assert eventually(lambda: deployed.observe()["db"].state is NodeState.RUNNING)
        assert self.changed(deployed, changed) == set()

    def test_a_changed_file_is_planned_and_applied(self, harness: Harness, parts: ContainerParts) -> None:
        before, after = (graph(parts.container("web", {}, files={"/etc/app.conf": text})) for text in ("one", "two"))
        harness.deploy(before)
        try:
            assert self.run(harness, "web", "cat", "/etc/app.conf") == "one"
            assert self.changed(harness, after) == {"web"}
            harness.deploy(after)
            assert eventually(lambda: self.run(harness, "web", "cat", "/etc/app.conf") == "two")
        finally:
            harness.undeploy(after)

    def test_the_number_of_instances_changes_in_place(self, harness: Harness, parts: ContainerParts) -> None:
        one, three = (graph(parts.container("web", {}, scalable={"default_instances": count})) for count in (1, 3))
        harness.deploy(one)
        try:
            (change,) = harness.plan(three).plan.changes
            assert change.action is Action.UPDATE
            harness.deploy(three)
            assert eventually(lambda: harness.observe()["web"].replicas == 3)
            harness.deploy(one)
            assert eventually(lambda: harness.observe()["web"].replicas == 1)
        finally:
            harness.undeploy(one)

    def test_what_was_changed_by_hand_is_found_and_mended(
        self, deployed: Harness, shop: Any, parts: ContainerParts
    ) -> None:
        wanted = deployed.plan(shop.graph()).rendered
        observe = deployed.backend.observe
        look = lambda: observe(deployed.deployment, deployed.endpoint, wanted)  # noqa: E731
        assert {address: found.drift for address, found in look().items() if found.drift} == {}
        parts.meddle(deployed, "web")
        assert eventually(lambda: look()["web"].drift)
        assert {address for address, found in look().items() if found.drift} == {"web"}
        deployed.notice(look())
        changes = deployed.deploy(shop.graph()).plan.changes
        assert {change.address: change.action for change in changes if change.reasons} == {"web": Action.UPDATE}
        assert eventually(lambda: not look()["web"].drift)

    def test_what_was_removed_by_hand_is_found_and_mended(
        self, deployed: Harness, shop: Any, parts: ContainerParts
    ) -> None:
        wanted = deployed.plan(shop.graph()).rendered
        observe = deployed.backend.observe
        parts.remove(deployed, "db")
        look = lambda: observe(deployed.deployment, deployed.endpoint, wanted)  # noqa: E731
        assert eventually(lambda: look()["db"].drift)
        deployed.notice(look())
        changes = deployed.deploy(shop.graph()).plan.changes
        assert {change.address for change in changes if change.reasons} == {"db"}
        assert eventually(lambda: not look()["db"].drift)

    def test_other_peoples_objects_are_not_touched(self, harness: Harness, shop: Any, parts: ContainerParts) -> None:
        harness.secrets = {"input:password": "x"}
        with parts.occupied(harness, shop.graph()) as is_untouched:
            with pytest.raises(PlatformError):
                harness.deploy(shop.graph())
            assert is_untouched()
            harness.backend.observe(harness.deployment, harness.endpoint)
            assert is_untouched()

    def test_names_that_collide_or_are_not_allowed(self, harness: Harness, parts: ContainerParts) -> None:
        topology = graph(*(parts.container(name, {"NAME": name}) for name in NAMES))
        harness.deploy(topology)
        try:
            assert harness.observe().keys() == set(NAMES)
            for name in NAMES:
                assert self.run(harness, name, "printenv", "NAME") == f"{name}\n"
        finally:
            harness.undeploy(topology)
        assert eventually(lambda: not parts.left(harness.deployment))

    def test_a_container_that_ends_at_once_fails_the_step(self, harness: Harness, parts: ContainerParts) -> None:
        topology = graph(parts.broken("web"))
        try:
            with pytest.raises(PlatformError) as raised:
                harness.deploy(topology)
            assert "web" in str(raised.value)
            assert eventually(lambda: harness.observe()["web"].state in (NodeState.FAILED, NodeState.UNHEALTHY))
        finally:
            harness.undeploy(topology)

    def test_an_image_that_cannot_be_had_fails_the_step(self, harness: Harness, parts: ContainerParts) -> None:
        topology = graph(parts.without_image("web"))
        try:
            with pytest.raises(PlatformError) as raised:
                harness.deploy(topology)
            assert "web" in str(raised.value)
        finally:
            harness.undeploy(topology)
        assert eventually(lambda: not parts.left(harness.deployment))
