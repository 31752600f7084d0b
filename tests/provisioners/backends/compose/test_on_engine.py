"""What the Compose backend does on a real Docker Engine, beyond what every backend does."""

import dataclasses
import socket
import time
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from provisioners.backends.contract import NodeState, PlatformError, Right
from provisioners.planning.model import DataEffect
from tests.provisioners.backends.compose.conftest import docker, inspect, left
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import dockerfile, edge, graph, node
from topology.graph.model import Node, TopologyGraph
from topology.record import replace
from topology.values.value import Concat, Secret, Unknown, Value

pytestmark = pytest.mark.engine

STAY = "trap 'exit 0' TERM; sleep 1000 & wait"
SECRET = "a$b${HOME} 'quoted' \"twice\"\nand a second line"
DOCKERFILE = b"FROM debian:bookworm-slim\nCOPY greet.sh /usr/local/bin/greet\nCMD greet; sleep 1000\n"

Container = Callable[..., Node]


@pytest.fixture
def container(debian_base_image: str) -> Container:
    def make(address: str, script: str = STAY, **more: Value) -> Node:
        return node(
            address, image=debian_base_image, command=("sh", "-c", script), **{"stop_grace_period": "1 s", **more}
        )  # type: ignore[arg-type]

    return make


def output(harness: Harness, address: str = "web") -> str:
    return harness.backend.logs(harness.deployment, address, harness.endpoint, tail=100)


def eventually(found: Callable[[], bool]) -> None:
    """Wait for what another program does in its own time."""
    deadline = time.monotonic() + 60
    while not found():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_secret_arrives_as_it_is_and_any_user_can_read_its_file(harness: Harness, container: Container) -> None:
    harness.secrets = {"input:password": SECRET}
    script = 'printf "<%s>" "$FROM_ENV"; cat /run/secrets/password.txt; cat /etc/app/app.conf; id -u; ' + STAY
    web = container(
        "web",
        script,
        user="1234:1234",
        environment={"FROM_ENV": Concat(("x$", Secret("input:password")))},
        secrets={"password.txt": Secret("input:password")},
        files={"/etc/app/app.conf": Concat(("[$p]=", Secret("input:password"), "\n$HOME {{x}} ${Y}\n"))},
    )
    planned = harness.deploy(graph(web))
    eventually(lambda: "1234" in output(harness))
    assert output(harness) == f"<x${SECRET}>{SECRET}[$p]={SECRET}\n$HOME {{{{x}}}} ${{Y}}\n1234\n"
    assert "second line" not in "".join(planned.rendered.files.values())
    assert "second line" not in "".join(harness.reports)


def test_text_from_a_template_is_never_interpolated(
    harness: Harness, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "of the worker")
    script = "printf '%s %s\\n' \"$A\" '${SECRET_KEY} $$ $SECRET_KEY'; " + STAY
    harness.deploy(graph(container("web", script, environment={"A": "${SECRET_KEY:-none}$SECRET_KEY"})))
    eventually(lambda: bool(output(harness)))
    assert output(harness) == "${SECRET_KEY:-none}$SECRET_KEY ${SECRET_KEY} $$ $SECRET_KEY\n"


def test_only_the_containers_environment_is_the_templates(
    harness: Harness, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAK", "of the worker")
    harness.deploy(graph(container("web", environment={"A": "1"})))
    names = {item.partition("=")[0] for item in inspect("container", f"{harness.deployment}-web-1")["Config"]["Env"]}
    assert names <= {"A", "PATH"}


def test_a_port_is_published_on_loopback_and_observed(harness: Harness, container: Container) -> None:
    port = free_port()
    web = container("web", ports=({"target": 80, "published": port}, {"target": 81, "published": 0}))
    planned = harness.deploy(graph(web))
    found = harness.observe()["web"].attributes
    assert found["url"] == planned.rendered.objects["web"].attributes["url"] == f"tcp://127.0.0.1:{port}"
    bound = inspect("container", f"{harness.deployment}-web-1")["NetworkSettings"]["Ports"]
    assert bound["80/tcp"] == [{"HostIp": "127.0.0.1", "HostPort": str(port)}]
    assert [item["HostIp"] for item in bound["81/tcp"]] == ["127.0.0.1"]
    assert found["published_ports.81/tcp"] == bound["81/tcp"][0]["HostPort"]


def test_a_port_in_use_is_said_in_a_sentence_and_retried(harness: Harness, container: Container) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        web = graph(container("web", ports=({"target": 80, "published": port},)))
        with pytest.raises(PlatformError, match=rf"Port 127.0.0.1:{port} of the host is in use") as raised:
            harness.deploy(web)
        assert not raised.value.transient
    harness.deploy(web)
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_a_port_in_use_names_the_container_that_holds_it(harness: Harness, container: Container) -> None:
    web = container("web", ports=({"target": 80, "published": free_port()},))
    harness.deploy(graph(web))
    other = dataclasses.replace(harness, deployment=f"{harness.deployment}-b", recorded=(), folder=harness.folder / "b")
    other.folder.mkdir()
    with pytest.raises(PlatformError, match=rf"in use\. The container {harness.deployment}-web-1 publishes it\."):
        other.deploy(graph(web))


def test_a_registry_that_is_away_is_named_and_may_come_back(harness: Harness) -> None:
    with pytest.raises(PlatformError, match="The registry localhost:9 cannot be reached") as raised:
        harness.deploy(graph(node("web", image="localhost:9/nobody/nothing:1")))
    assert raised.value.transient


def test_a_container_that_ends_at_once_is_a_failure(harness: Harness, container: Container) -> None:
    with pytest.raises(PlatformError, match=r"ended right after its start|exited \(3\)"):
        harness.deploy(graph(container("web", "echo no luck; exit 3", restart="no")))
    observed = harness.observe()["web"]
    assert (observed.state, observed.replicas) == (NodeState.FAILED, 0)
    assert "Exited (3)" in observed.detail


def test_health_decides_the_order_and_the_state(harness: Harness, container: Container) -> None:
    check = {"command": ("test", "-e", "/tmp/well"), "interval": "200 ms", "timeout": "2 s", "retries": 100}
    database = container("db", "sleep 2; touch /tmp/well; " + STAY, health_check=check)
    harness.deploy(graph(container("web"), database, edge("web", "connection", "db")))
    web, db = (inspect("container", f"{harness.deployment}-{name}-1")["State"]["StartedAt"] for name in ("web", "db"))
    assert datetime.fromisoformat(web) - datetime.fromisoformat(db) > timedelta(seconds=1)
    assert harness.observe()["db"].state is NodeState.RUNNING
    docker("exec", f"{harness.deployment}-db-1", "rm", "/tmp/well")
    strict = {**check, "retries": 1}
    with pytest.raises(PlatformError, match="unhealthy"):
        harness.deploy(graph(container("db", health_check=strict)))
    assert harness.observe()["db"].state is NodeState.UNHEALTHY


def test_scaling_keeps_the_containers_that_are_there(harness: Harness, container: Container) -> None:
    def scaled(count: int) -> TopologyGraph:
        web = container("web", ports=({"target": 80},))
        scalable = node("web", scalable={"default_instances": count}).capabilities
        return graph(replace(web, capabilities=scalable))

    harness.deploy(scaled(1))
    first = inspect("container", f"{harness.deployment}-web-1")["Id"]
    planned = harness.deploy(scaled(3))
    assert [(change.action.value, change.reasons) for change in planned.plan.changes] == [
        ("update", ("replicas change",))
    ]
    assert harness.observe()["web"].replicas == 3
    assert inspect("container", f"{harness.deployment}-web-1")["Id"] == first
    assert output(harness).count("==>") == 3
    harness.deploy(scaled(1))
    assert harness.observe()["web"].replicas == 1


def test_networks_part_and_join(harness: Harness, container: Container) -> None:
    look = "getent hosts db >/dev/null && echo db; getent hosts lone >/dev/null && echo lone; echo end; " + STAY
    harness.deploy(
        graph(
            container("web", look),
            container("db"),
            container("lone"),
            node("back", "toposmith.nodes.Network", internal=True),
            node("aside", "toposmith.nodes.Network"),
            edge("web", "connection", "db"),
            edge("web", "network", "back"),
            edge("db", "network", "back"),
            edge("lone", "network", "aside"),
        )
    )
    eventually(lambda: "end" in output(harness))
    assert output(harness) == "db\nend\n"
    assert inspect("network", f"{harness.deployment}-back-g1")["Internal"] is True
    harness.undeploy(graph())
    assert left(harness.deployment) == {}


def test_a_value_known_by_name_reaches_the_other_container(harness: Harness, container: Container) -> None:
    web = container("web", 'getent hosts "$DB" >/dev/null && echo "found $DB"; ' + STAY, environment={
        "DB": Unknown("My_DB", ("address",))
    })  # fmt: skip
    harness.deploy(graph(web, container("My_DB"), edge("web", "connection", "My_DB")))
    eventually(lambda: bool(output(harness)))
    assert output(harness) == "found my-db\n"


class TestData:
    def with_data(self, container: Container, policy: str, **more: Value) -> TopologyGraph:
        db = container("db", "date +%N >> /data/starts; cat /data/starts; " + STAY, **more)
        volume = node("data", "toposmith.nodes.Volume", deletion_policy=policy)
        return graph(db, volume, edge("db", "storage", "data", location="/data"))

    def test_it_outlives_its_containers(self, harness: Harness, container: Container) -> None:
        harness.deploy(self.with_data(container, "delete"))
        harness.deploy(self.with_data(container, "delete", environment={"A": "1"}))
        eventually(lambda: output(harness, "db").count("\n") == 2)

    def test_retained_it_is_left_and_said(self, harness: Harness, container: Container) -> None:
        harness.deploy(self.with_data(container, "retain"))
        plan = harness.undeploy(graph())
        assert {change.data for change in plan.changes if change.address == "data"} == {DataEffect.ABANDONS}
        assert left(harness.deployment).keys() == {"volume"}
        assert any("is left with its data" in line for line in harness.reports)

    def test_deleted_it_is_gone(self, harness: Harness, container: Container) -> None:
        harness.deploy(self.with_data(container, "delete"))
        harness.undeploy(graph())
        assert left(harness.deployment) == {}

    def test_left_out_of_the_template_it_follows_its_policy(self, harness: Harness, container: Container) -> None:
        harness.deploy(self.with_data(container, "delete"))
        harness.deploy(graph(container("db")))
        assert left(harness.deployment).keys() == {"container", "network"}

    def test_a_new_policy_counts_from_its_apply_on(self, harness: Harness, container: Container) -> None:
        harness.deploy(self.with_data(container, "delete"))
        plan = harness.deploy(self.with_data(container, "retain")).plan
        reasons = {change.address: change.reasons for change in plan.changes}
        assert reasons["data"] == ("the deletion policy changes from delete to retain",)
        harness.undeploy(graph())
        assert left(harness.deployment).keys() == {"volume"}


class TestBuilding:
    @pytest.fixture
    def built(self, harness: Harness) -> Harness:
        harness.archive = {"web/Dockerfile": DOCKERFILE, "web/greet.sh": b"#!/bin/sh\necho hello\n", "other": b"1"}
        return harness

    def site(self) -> TopologyGraph:
        return graph(node("web", artifacts={"image": dockerfile("web/Dockerfile")}, stop_grace_period="0 s"))

    def test_an_image_is_made_from_the_archive_alone_and_removed_at_the_end(self, built: Harness) -> None:
        plan = built.deploy(self.site()).plan
        assert [step.key for step in plan.steps] == ["build:web", "apply"]
        eventually(lambda: output(built) == "hello\n")
        built.undeploy(self.site())
        assert left(built.deployment) == {}

    def test_the_same_content_is_not_made_again(self, built: Harness) -> None:
        built.deploy(self.site())
        built.archive = {**built.archive, "other": b"2"}
        assert built.plan(self.site()).plan.is_empty
        built.recorded = ()
        built.deploy(self.site())
        assert "web: the image is there already" in built.reports

    def test_other_content_makes_another_image_and_removes_the_old_one(self, built: Harness) -> None:
        built.deploy(self.site())
        before = left(built.deployment)["image"]
        built.archive = {**built.archive, "web/greet.sh": b"#!/bin/sh\necho goodbye\n"}
        plan = built.deploy(self.site()).plan
        assert plan.changes[0].reasons == ("image changes",)
        eventually(lambda: output(built) == "goodbye\n")
        assert len(left(built.deployment)["image"]) == 1
        assert left(built.deployment)["image"] != before

    def test_a_failed_build_tells_the_builders_words(self, built: Harness) -> None:
        built.archive = {**built.archive, "web/Dockerfile": b"FROM debian:bookworm-slim\nRUN echo out of luck; false\n"}
        with pytest.raises(PlatformError, match=r"(?s)Building the image of web failed\..*returned a non-zero code"):
            built.deploy(self.site())


class TestForeignObjects:
    def test_another_projects_container_is_not_touched(
        self, harness: Harness, container: Container, debian_base_image: str
    ) -> None:
        label = f"com.docker.compose.project={harness.deployment}"
        name = f"{harness.deployment}-someone"
        docker("run", "-d", "--name", name, "--label", label, debian_base_image, "sleep", "1000")
        try:
            for attempt in (lambda: harness.deploy(graph(container("web"))), lambda: harness.undeploy(graph())):
                with pytest.raises(PlatformError, match=f"The container {name} has a name of this deployment"):
                    attempt()
            assert inspect("container", name)["State"]["Running"]
            assert left(harness.deployment) == {}
        finally:
            docker("rm", "-f", name)

    def test_nor_is_one_that_only_has_the_name(
        self, harness: Harness, container: Container, debian_base_image: str
    ) -> None:
        name = f"{harness.deployment}-web-1"
        docker("create", "--name", name, debian_base_image)
        try:
            with pytest.raises(PlatformError, match=f"The container {name} has a name of this deployment"):
                harness.deploy(graph(container("web")))
        finally:
            docker("rm", name)

    def test_another_ones_volume_is_not_taken_over(self, harness: Harness, container: Container) -> None:
        name = f"{harness.deployment}-data-g1"
        docker("volume", "create", name)
        try:
            volume = node("data", "toposmith.nodes.Volume", deletion_policy="delete")
            with pytest.raises(PlatformError, match=f"The volume {name} has a name of this deployment"):
                harness.deploy(graph(container("db"), volume, edge("db", "storage", "data", location="/data")))
        finally:
            docker("volume", "rm", name)


def test_host_rights_arrive_when_granted(harness: Harness, container: Container, tmp_path: object) -> None:
    harness.rights = frozenset(Right)
    web = container(
        "web",
        added_capabilities=("NET_ADMIN",),
        devices=("/dev/null:/dev/mine",),
        host_ipc=True,
        privileged=False,
    )
    path = node("files", "toposmith.nodes.HostPath", path=str(tmp_path))
    harness.deploy(graph(web, path, edge("web", "storage", "files", location="/host")))
    found = inspect("container", f"{harness.deployment}-web-1")
    assert found["HostConfig"]["CapAdd"] == ["NET_ADMIN"]
    assert found["HostConfig"]["IpcMode"] == "host"
    assert found["HostConfig"]["Privileged"] is False
    assert [item["PathInContainer"] for item in found["HostConfig"]["Devices"]] == ["/dev/mine"]
    assert [(item["Source"], item["Destination"]) for item in found["Mounts"]] == [(str(tmp_path), "/host")]


def test_a_page_is_served(harness: Harness, container: Container) -> None:
    """From outside, through the published port, by the URL that is observed."""
    answer = "HTTP/1.0 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello"
    script = (
        "exec perl -MIO::Socket::INET -e '"
        "$s = IO::Socket::INET->new(LocalPort => 80, Listen => 5, ReuseAddr => 1) or die; "
        f'while ($c = $s->accept) {{ while (<$c>) {{ last if /^\\r?$/ }} print $c "{answer}"; close $c }}\''
    )
    web = container("web", script, ports=({"target": 80},), stop_grace_period="0 s")
    endpoint = node("web", endpoint={"protocol": "http"}).capabilities
    harness.deploy(graph(replace(web, capabilities=endpoint)))
    url = harness.observe()["web"].attributes["url"]
    assert url.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(url, timeout=20) as response:  # loopback
        assert response.read() == b"hello"
