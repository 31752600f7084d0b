"""The conformance suites: pure, and against the stand-in.

The stand-in runs no containers, and Marathon runs no commands in them. The tests of the suite that look inside a
container are overridden here, each by one that says what holds instead.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from provisioners.backends.contract import Backend, Endpoint, NodeState, PlatformError
from provisioners.backends.mesos import backend
from provisioners.backends.mesos.execute import REASON
from tests.provisioners.backends.authority import Authority
from tests.provisioners.backends.container_conformance import (
    AWKWARD,
    NAMES,
    SECRET,
    ContainerConformance,
    ContainerParts,
    eventually,
)
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.conftest import OPTIONS, TOKEN
from tests.provisioners.backends.refusals import Refusals
from tests.provisioners.graphs import graph, node
from tests.standins.marathon.pods import as_app
from tests.standins.marathon.server import StandIn
from topology.graph.model import Node, TopologyGraph
from topology.values.value import Concat, Secret, Value

IMAGE = "example.com/site:1"


class MesosParts:
    def __init__(self, standin: StandIn) -> None:
        self._standin = standin

    def container(
        self,
        address: str,
        environment: dict[str, Value],
        *,
        version: str = "1",
        scalable: dict[str, Value] | None = None,
        **properties: Value,
    ) -> Node:
        own: dict[str, Value] = {"command": ("run", version), "environment": environment}
        return node(address, image=IMAGE, scalable=scalable, **{**own, **properties})  # type: ignore[arg-type]

    def broken(self, address: str) -> Node:
        return node(address, image="example.com/ends-at-once:1")

    def without_image(self, address: str) -> Node:
        return node(address, image="example.com/cannot-be-pulled:1")

    def volume(self, address: str, policy: str) -> Node:
        return node(address, "toposmith.nodes.Volume", deletion_policy=policy, size="1 GB")

    def away(self) -> Endpoint:
        return Endpoint("https://127.0.0.1:9", {"token": "x"})

    def left(self, deployment: str) -> list[str]:
        inside = f"/{deployment}/"
        with self._standin.world.lock:
            world = self._standin.world
            apps = [key for key in world.apps if key.startswith(inside)]
            tasks = [task.identifier for task in world.tasks if task.app.startswith(inside)]
            volumes = [name for key, _, name in world.volumes if key.startswith(inside)]
            groups = [key for key in self._standin.routes.groups.all if key == f"/{deployment}"]
            jobs = [name for name in self._standin.chronos.jobs if name.startswith(f"{deployment}.")]
            return [*apps, *tasks, *volumes, *groups, *jobs]

    def meddle(self, harness: Harness, address: str) -> None:
        world = self._standin.world
        with world.lock:
            app = world.apps[f"/{harness.deployment}/{address}"]
            changed = _bare({**app, "env": {**app["env"], "COLOUR": "green"}, "instances": 2})
            if "pod" in app:
                changed = as_app(
                    {**app["pod"], "labels": {"mine": "yes", **app["labels"]}, "scaling": {"instances": 2}}
                )
            world.change({**world.apps, app["id"]: changed}, self._standin.routes.groups.all, force=False)
        eventually(lambda: not world.deployments)

    def remove(self, harness: Harness, address: str) -> None:
        world, gone = self._standin.world, f"/{harness.deployment}/{address}"
        with world.lock:
            after = {
                key: {**app, "dependencies": [one for one in app["dependencies"] if one != gone]}
                for key, app in world.apps.items()
                if key != gone
            }
            bare = {key: _bare(app) for key, app in after.items()}
            world.change(bare, self._standin.routes.groups.all, force=False)
        eventually(lambda: not world.deployments)

    @contextmanager
    def occupied(self, harness: Harness, topology: TopologyGraph) -> Iterator[Callable[[], bool]]:
        world, key = self._standin.world, f"/{harness.deployment}/web"
        with world.lock:
            app = {
                "id": key,
                "cmd": "sleep 1",
                "container": {"type": "DOCKER", "docker": {"image": IMAGE}, "volumes": []},
            }
            world.change({**world.apps, key: app}, {f"/{harness.deployment}"}, force=False)
        eventually(lambda: not world.deployments)
        before = world.apps[key]
        yield lambda: world.apps.get(key) == before and len(world.of(key)) == 1


def _bare(app: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in app.items() if key not in ("version", "versionInfo")}


def words(app: dict[str, Any]) -> Any:
    """The arguments that a task gets."""
    return app["pod"]["containers"][0]["exec"]["command"]["argv"] if "pod" in app else app["args"]


class TestMesosStandIn(ContainerConformance):
    @pytest.fixture
    def parts(self, standin: StandIn) -> ContainerParts:
        return MesosParts(standin)

    def test_text_arrives_as_it_is(self, harness: Harness, parts: ContainerParts, standin: StandIn) -> None:  # type: ignore[override]
        """No container can be looked into, so the text is looked at as Marathon hands it to the task."""
        harness.secrets = {"input:password": SECRET}
        hidden = Concat(("x$", Secret("input:password")))
        topology = graph(parts.container("web", {"PLAIN": AWKWARD, "HIDDEN": hidden}, command=("say", AWKWARD)))
        planned = harness.deploy(topology)
        (task,) = standin.world.of(f"/{harness.deployment}/web")
        assert task.environment == {"PLAIN": AWKWARD, "HIDDEN": f"x${SECRET}"}
        assert words(standin.world.apps[task.app]) == ["say", AWKWARD]
        assert "second line" not in repr(planned)
        assert "second line" not in "".join(harness.reports)
        harness.undeploy(topology)

    def test_files_are_refused(self, harness: Harness, parts: ContainerParts) -> None:
        """The part of the test above about secret files and configuration files: Marathon has no way to them."""
        harness.secrets = {"input:password": SECRET}
        web = parts.container("web", {}, secrets={"a": Secret("input:password")}, files={"/etc/app.conf": "b"})
        planned = harness.plan(graph(web))
        assert [found.code for found in planned.rendered.diagnostics if found.is_error] == ["TS853", "TS853"]
        assert planned.rendered.files == {}

    def test_a_command_that_fails_has_its_status(self, deployed: Harness) -> None:
        """Marathon runs no commands inside containers, so there is no status: the reason is given."""
        with pytest.raises(PlatformError) as raised:
            deployed.backend.execute(deployed.deployment, "db", deployed.endpoint, ("true",), timeout=30)
        assert str(raised.value) == REASON

    def test_a_changed_file_is_planned_and_applied(self, harness: Harness, parts: ContainerParts) -> None:
        """Files are refused, see above; a changed text of a container is one of its environment."""
        before, after = (graph(parts.container("web", {"CONF": text})) for text in ("one", "two"))
        harness.deploy(before)
        assert self.changed(harness, after) == {"web"}
        harness.deploy(after)
        assert self.changed(harness, after) == set()
        harness.undeploy(after)

    def test_what_was_removed_by_hand_is_found_and_mended(
        self, deployed: Harness, shop: Any, parts: ContainerParts
    ) -> None:
        """A local volume goes with its application, so both are gone, where the suite expects the container alone.

        Whoever removes an application takes it out of the others' dependencies as well, which is drift of theirs.
        """
        wanted = deployed.plan(shop.graph()).rendered
        look = lambda: deployed.backend.observe(deployed.deployment, deployed.endpoint, wanted)  # noqa: E731
        parts.remove(deployed, "db")
        seen = look()
        assert {address for address, found in seen.items() if found.state is NodeState.DELETED} == {"db", "data"}
        deployed.notice(seen)
        changes = deployed.deploy(shop.graph()).plan.changes
        drifted = {address for address, found in seen.items() if found.drift}
        assert {change.address for change in changes if change.reasons} == drifted
        assert not [found.drift for found in look().values() if found.drift]

    def test_names_that_collide_or_are_not_allowed(  # type: ignore[override]
        self, harness: Harness, parts: ContainerParts, standin: StandIn
    ) -> None:
        """Without a look into containers: each has an application of its own with its own environment."""
        names = (*NAMES, "tasks", "versions", "restart")
        topology = graph(*(parts.container(name, {"NAME": name}) for name in names))
        harness.deploy(topology)
        assert harness.observe().keys() == set(names)
        assert sorted(task.environment["NAME"] for task in standin.world.tasks) == sorted(names)
        harness.undeploy(topology)
        assert not parts.left(harness.deployment)


class TestMesosStandInBehindAPassword(TestMesosStandIn):
    """The same with basic authentication."""

    @pytest.fixture
    def endpoint(self, standin: StandIn, authority: Authority) -> Endpoint:
        standin.let.token = ""
        standin.let.users = {"ops": "pass:wörd"}
        credential = {"username": "ops", "password": "pass:wörd", "ca": authority.certificate()}
        return Endpoint(standin.url, credential, {**OPTIONS, "chronos": standin.url})


class TestMesosStandInWithPods(TestMesosStandIn):
    """The same on a target where containers become pods."""

    @pytest.fixture
    def endpoint(self, standin: StandIn, authority: Authority) -> Endpoint:
        options = {**OPTIONS, "chronos": standin.url, "containerizer": "mesos"}
        return Endpoint(standin.url, {"token": TOKEN, "ca": authority.certificate()}, options)

    def test_text_arrives_in_files_as_it_is(
        self, harness: Harness, parts: ContainerParts, standin: StandIn, authority: Authority
    ) -> None:
        """With DC/OS's secret store pods have files, and what the suite asks of them holds as far as can be seen."""
        standin.world.features |= {"secrets"}
        harness.options = {**harness.options, "secret_store": "default"}
        harness.endpoint = Endpoint(harness.endpoint.url, harness.endpoint.credential, harness.options)
        harness.secrets = {"input:password": SECRET}
        secret = Secret("input:password")
        files: dict[str, Value] = {"/etc/app/app.conf": Concat(("[$p]=", secret)), "/etc/app/b.conf": AWKWARD}
        topology = graph(parts.container("web", {"HIDDEN": secret}, secrets={"password.txt": secret}, files=files))
        harness.deploy(topology)
        (task,) = standin.world.tasks
        assert task.environment == {"HIDDEN": SECRET}
        assert task.files == {
            "/run/secrets/password.txt": SECRET,
            "/etc/app/app.conf": f"[$p]={SECRET}",
            "/etc/app/b.conf": AWKWARD,
        }
        harness.undeploy(topology)
        assert standin.world.store.secrets == {}

    def test_they_are_pods(self, deployed: Harness, standin: StandIn) -> None:
        assert all("pod" in app for app in standin.world.apps.values())
        assert len(standin.world.apps) == 2


class TestRefusals(Refusals):
    @pytest.fixture
    def backend(self) -> Backend:
        return backend

    @pytest.fixture
    def options(self) -> dict[str, str]:
        return {**OPTIONS, "chronos": "https://chronos.example:4400"}


class TestRefusalsWithPods(TestRefusals):
    @pytest.fixture
    def options(self) -> dict[str, str]:
        return {**OPTIONS, "chronos": "https://chronos.example:4400", "containerizer": "mesos"}
