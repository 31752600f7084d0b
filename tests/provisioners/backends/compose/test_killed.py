"""A command of Compose that is killed in the middle, and then repeated, ends as an undisturbed one does."""

import os
import re
import signal
import subprocess
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.compose.leftovers import half_replaced
from provisioners.backends.contract import CommandResult, Endpoint, PlatformError
from provisioners.backends.docker_engine.connection import connected
from tests.provisioners.backends.compose.conftest import docker, inspect, left, sweep
from tests.provisioners.backends.harness import Harness, run_plainly
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph
from topology.values.value import Secret

pytestmark = [pytest.mark.engine, pytest.mark.kill]

STAY = "trap 'exit 0' TERM; sleep 1000 & wait"


@dataclass
class KilledAt:
    """Runs commands, and kills the first whose output comes to a line that matches."""

    line: str
    hit: bool = False

    def __call__(
        self, argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, timeout: float, stdin: bytes | None = None
    ) -> CommandResult:
        if self.hit:
            return run_plainly(argv, env=env, cwd=cwd, timeout=timeout, stdin=stdin)
        process = subprocess.Popen(
            argv,
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        )
        assert process.stdout is not None
        output = ""
        with process.stdout:
            for line in process.stdout:
                output += line
                if re.search(self.line, line):
                    self.hit = True
                    os.killpg(process.pid, signal.SIGKILL)
                    break
        return CommandResult(process.wait(), output)


def shop(image: str, colour: str = "red") -> TopologyGraph:
    return graph(
        node(
            "web",
            image=image,
            command=("sh", "-c", STAY),
            environment={"COLOUR": colour},
            secrets={"key": Secret("input:key")},
            files={"/etc/app.conf": f"colour={colour}"},
            stop_grace_period="1 s",
        ),
        node("db", image=image, command=("sh", "-c", STAY), environment={"COLOUR": colour}, stop_grace_period="1 s"),
        node("data", "toposmith.nodes.Volume", deletion_policy="delete"),
        edge("web", "connection", "db"),
        edge("db", "storage", "data", location="/data"),
    )


def normal(harness: Harness) -> dict[str, Any]:
    """What there is on the engine, without what differs from run to run."""
    found: dict[str, Any] = {}
    for identifier in left(harness.deployment)["container"]:
        container = inspect("container", identifier)
        name = container["Name"].lstrip("/")
        found[name.removeprefix(f"{harness.deployment}-")] = {
            "running": container["State"]["Running"],
            "environment": sorted(container["Config"]["Env"]),
            "command": container["Config"]["Cmd"],
            "image": container["Image"],
            "mounts": sorted(mount["Destination"] for mount in container["Mounts"]),
            "networks": len(container["NetworkSettings"]["Networks"]),
            "labels": {
                key: value
                for key, value in container["Config"]["Labels"].items()
                if key.startswith("toposmith.") and key != "toposmith.deployment"
            },
        }
    if "web-1" in found:
        found["files"] = docker("exec", f"{harness.deployment}-web-1", "cat", "/etc/app.conf", "/run/secrets/key")
    counts = {sort: len(items) for sort, items in left(harness.deployment).items()}
    return {**found, "counts": counts}


def retried(attempt: Callable[[], object]) -> None:
    """What the engine does with a step: a passing failure is tried again."""
    for _ in range(2):
        try:
            attempt()
        except PlatformError as error:
            if not error.transient:
                raise
        else:
            return
    attempt()


@pytest.fixture(scope="module")
def undisturbed(docker_engine: None, debian_base_image: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a first deployment and a change of it come to when nothing is killed."""
    from provisioners.backends.compose import backend  # noqa: PLC0415

    url = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    name = f"tst-{uuid.uuid4().hex[:8]}"
    harness = Harness(backend, Endpoint(url), tmp_path_factory.mktemp("work"), name, secrets={"input:key": "k"})
    try:
        harness.deploy(shop(debian_base_image))
        first = normal(harness)
        harness.deploy(shop(debian_base_image, "blue"))
        return {"first": first, "changed": normal(harness)}
    finally:
        sweep(harness.deployment)


@pytest.mark.parametrize(
    "line",
    [
        r"Network .* Creating",
        r"Volume .* Created",
        r"db-1 +Creating",
        r"db-1 +Created",
        r"web-1 +Creating",
        r"web-1 +Created",
        r"db-1 +Starting",
        r"db-1 +Started",
        r"web-1 +Starting",
        r"web-1 +Started",
        r"web-1 +Waiting",
    ],
)
def test_a_first_deployment(harness: Harness, debian_base_image: str, undisturbed: Any, line: str) -> None:
    harness.secrets = {"input:key": "k"}
    disturbed = replace(harness, run=KilledAt(line))
    with pytest.raises(PlatformError):
        disturbed.deploy(shop(debian_base_image))
    again = replace(harness, attempts=disturbed.attempts)
    retried(lambda: again.deploy(shop(debian_base_image)))
    assert normal(again) == undisturbed["first"]


@pytest.mark.parametrize(
    "line",
    [
        r"db-1 +Recreate$",
        r"db-1 +Recreated",
        r"web-1 +Recreate$",
        r"web-1 +Recreated",
        r"db-1 +Starting",
        r"db-1 +Started",
        r"web-1 +Starting",
        r"web-1 +Started",
    ],
)
def test_a_change(harness: Harness, debian_base_image: str, undisturbed: Any, line: str) -> None:
    harness.secrets = {"input:key": "k"}
    harness.deploy(shop(debian_base_image))
    disturbed = replace(harness, run=KilledAt(line))
    with pytest.raises(PlatformError):
        disturbed.deploy(shop(debian_base_image, "blue"))
    again = replace(harness, attempts=disturbed.attempts)
    retried(lambda: again.deploy(shop(debian_base_image, "blue")))
    assert normal(again) == undisturbed["changed"]


class TestHalfReplaced:
    """The two moments in which Compose's own next run would not know what to do."""

    PASSING = "0123456789ab"

    def test_the_old_container_is_still_there(self, harness: Harness, debian_base_image: str, undisturbed: Any) -> None:
        harness.secrets = {"input:key": "k"}
        harness.deploy(shop(debian_base_image))
        old = inspect("container", f"{harness.deployment}-web-1")
        labels = [f"--label={key}={value}" for key, value in old["Config"]["Labels"].items()]
        docker("create", "--name", f"{self.PASSING}_{harness.deployment}-web-1", *labels, debian_base_image)
        harness.deploy(shop(debian_base_image, "blue"))
        assert normal(harness) == undisturbed["changed"]

    def test_the_old_container_is_gone(self, harness: Harness, debian_base_image: str, undisturbed: Any) -> None:
        harness.secrets = {"input:key": "k"}
        harness.deploy(shop(debian_base_image))
        name = f"{harness.deployment}-web-1"
        before = inspect("container", name)["Id"]
        docker("rename", name, f"{self.PASSING}_{name}")
        harness.recorded = ()
        harness.deploy(shop(debian_base_image))
        assert normal(harness) == undisturbed["first"]
        assert inspect("container", name)["Id"] == before


class TestTwins:
    """Two networks of one name, as a kill leaves them when the engine is slow to make the first."""

    def test_two_at_first(self, harness: Harness, debian_base_image: str, undisturbed: Any) -> None:
        harness.secrets = {"input:key": "k"}
        twin(harness, 2)
        harness.deploy(shop(debian_base_image))
        assert normal(harness) == undisturbed["first"]

    def test_the_one_with_containers_stays(self, harness: Harness, debian_base_image: str, undisturbed: Any) -> None:
        harness.secrets = {"input:key": "k"}
        harness.deploy(shop(debian_base_image))
        before = left(harness.deployment)["network"]
        twin(harness, 1)
        harness.deploy(shop(debian_base_image, "blue"))
        assert normal(harness) == undisturbed["changed"]
        assert left(harness.deployment)["network"] == before

    def test_all_go(self, harness: Harness, debian_base_image: str) -> None:
        harness.secrets = {"input:key": "k"}
        harness.deploy(shop(debian_base_image))
        twin(harness, 1)
        harness.undeploy(shop(debian_base_image))
        assert left(harness.deployment) == {}


def twin(harness: Harness, count: int) -> None:
    """Make networks of the name and with the labels that Compose gives to the default one."""
    name = f"{harness.deployment}-default"
    labels = {
        "com.docker.compose.project": harness.deployment,
        "com.docker.compose.network": "default",
        "toposmith.deployment": harness.deployment,
    }
    with connected(harness.endpoint) as api:
        for _ in range(count):
            api.create_network(name, check_duplicate=False, labels=labels)


def test_only_passing_names_are_taken_for_such() -> None:
    names = ["shop-web-1", "0123456789ab_shop-web-1", "0123456789a_x", "0123456789AB_x", "x_0123456789ab_y"]
    assert half_replaced(names) == [("0123456789ab_shop-web-1", "shop-web-1")]


@pytest.mark.parametrize("line", [r"web-1 +Stopping", r"web-1 +Stopped", r"db-1 +Removing", r"Network .* Removing"])
def test_an_undeployment(harness: Harness, debian_base_image: str, line: str) -> None:
    harness.secrets = {"input:key": "k"}
    harness.deploy(shop(debian_base_image))
    disturbed = replace(harness, run=KilledAt(line))
    with pytest.raises(PlatformError):
        disturbed.undeploy(shop(debian_base_image))
    replace(harness, attempts=disturbed.attempts).undeploy(shop(debian_base_image))
    assert left(harness.deployment) == {}
