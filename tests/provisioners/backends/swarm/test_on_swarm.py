"""What the Swarm backend does on a real swarm, beyond what every backend does."""

import json
import subprocess
import urllib.request
from collections.abc import Callable
from dataclasses import replace as with_fields
from pathlib import Path

import pytest

from provisioners.backends.contract import Endpoint, NodeState, PlatformError, Right
from provisioners.backends.swarm import waiting
from provisioners.backends.swarm.compare import differences
from provisioners.backends.swarm.spec import service_name
from tests.engines.swarm import Swarm
from tests.provisioners.backends.container_conformance import eventually
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.swarm.conftest import inspect, left
from tests.provisioners.graphs import edge, graph, node, policy
from topology.graph.model import Node, TopologyGraph
from topology.record import replace
from topology.values.value import Concat, Secret, Value

pytestmark = pytest.mark.swarm

STAY = "trap 'exit 0' TERM; sleep 1000 & wait"
ANSWER = "HTTP/1.0 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello"
SERVE = (
    "exec perl -MIO::Socket::INET -e '$SIG{TERM} = sub { sleep 1; exit 0 }; "
    "$s = IO::Socket::INET->new(LocalPort => 80, Listen => 50, ReuseAddr => 1) or die; "
    f'while ($c = $s->accept) {{ while (<$c>) {{ last if /^\\r?$/ }} print $c "{ANSWER}"; close $c }}\''
)

Container = Callable[..., Node]


@pytest.fixture
def container(debian_base_image: str) -> Container:
    def make(address: str, script: str = STAY, **more: Value) -> Node:
        own = {"command": ("sh", "-c", script), "stop_grace_period": "3 s", **more}
        return node(address, image=debian_base_image, **own)  # type: ignore[arg-type]

    return make


def output(harness: Harness, address: str = "web") -> str:
    return harness.backend.logs(harness.deployment, address, harness.endpoint, tail=100)


def test_an_engine_without_a_swarm_is_refused(docker_engine: None, harness: Harness) -> None:
    with pytest.raises(PlatformError, match="is no manager of a swarm"):
        harness.backend.ping(Endpoint("unix:///var/run/docker.sock"))


def test_files_are_secrets_and_configs_that_any_user_can_read(
    harness: Harness, swarm: Swarm, container: Container
) -> None:
    harness.secrets = {"input:password": "p$w {{x}}"}
    script = "cat /run/secrets/password.txt /etc/app.conf /etc/plain.conf; id -u; " + STAY
    web = container(
        "web",
        script,
        user="1234:1234",
        read_only=True,
        secrets={"password.txt": Secret("input:password")},
        files={"/etc/app.conf": Concat(("[", Secret("input:password"), "]")), "/etc/plain.conf": "{{ .Node }}$"},
    )
    harness.deploy(graph(web))
    assert eventually(lambda: "1234" in output(harness))
    assert output(harness) == "p$w {{x}}[p$w {{x}}]{{ .Node }}$1234\n"
    found = left(swarm, harness.deployment)
    assert (len(found["secret"]), len(found["config"])) == (2, 1)


def test_a_page_is_served_by_the_port_of_the_node(harness: Harness, container: Container) -> None:
    web = container("web", SERVE, ports=({"target": 80},))
    endpoint = node("web", endpoint={"protocol": "http"}).capabilities
    harness.deploy(graph(replace(web, capabilities=endpoint)))
    url = harness.observe()["web"].attributes["url"]
    assert url.startswith("http://localhost:")
    with urllib.request.urlopen(url, timeout=20) as response:  # loopback
        assert response.read() == b"hello"


class TestUpdates:
    def site(self, container: Container, version: str, script: str = SERVE, action: str = "pause") -> TopologyGraph:
        check = {"command": ("perl", "-MIO::Socket::INET", "-e", "exit !IO::Socket::INET->new('127.0.0.1:80')")}
        times = {"interval": "500 ms", "timeout": "2 s", "retries": 20}
        web = container("web", script, environment={"VERSION": version}, health_check={**check, **times})
        web = replace(web, capabilities=node("web", scalable={"default_instances": 2}).capabilities)
        ask = (
            'perl -MIO::Socket::INET -e \'$| = 1; while (1) { $n++; $s = IO::Socket::INET->new("web:80"); '
            'print $s "GET / HTTP/1.0\\r\\n\\r\\n" if $s; $ok = $s && join("", <$s>) =~ /hello/; '
            'print "failed $n\\n" unless $ok; print "asked $n\\n" unless $n % 50; select undef, undef, undef, 0.02 }\''
        )
        gently = {"order": "start-first", "failure_action": action}
        return graph(
            web,
            container("client", f"exec {ask}"),
            edge("client", "connection", "web"),
            policies={"gently": policy("Update", "web", **gently)},
        )

    def test_no_request_fails_while_instances_give_way(self, harness: Harness, container: Container) -> None:
        harness.deploy(self.site(container, "1"))
        assert eventually(lambda: "asked" in output(harness, "client"))
        planned = harness.deploy(self.site(container, "2"))
        assert [(change.address, change.action.value) for change in planned.plan.changes if change.reasons] == [
            ("web", "update")
        ]
        result = harness.backend.execute(
            harness.deployment, "web", harness.endpoint, ("printenv", "VERSION"), timeout=20
        )
        assert result.output == "2\n"
        before = output(harness, "client").count("asked")
        assert eventually(lambda: output(harness, "client").count("asked") > before or before > 90)
        assert "failed" not in output(harness, "client")

    def test_what_does_not_become_well_goes_back_and_is_a_failure(self, harness: Harness, container: Container) -> None:
        harness.deploy(self.site(container, "1", action="rollback"))
        worse = self.site(container, "2", "echo it cannot; exit 9", action="rollback")
        with pytest.raises(
            PlatformError, match="went back to the former version: task: non-zero exit \\(9\\)"
        ) as raised:
            harness.deploy(worse)
        assert "it cannot" in str(raised.value)
        result = harness.backend.execute(
            harness.deployment, "web", harness.endpoint, ("printenv", "VERSION"), timeout=20
        )
        assert result.output == "1\n"
        assert harness.observe()["web"].state is NodeState.RUNNING


class TestJobs:
    def migration(self, container: Container, script: str, **more: Value) -> TopologyGraph:
        migrate = container("migrate", script, restart="no", **more)
        job = replace(migrate, type=node("x", "toposmith.nodes.Job").type)
        return graph(job, container("web"), edge("web", "dependency", "migrate"))

    def test_what_depends_on_a_job_waits_until_it_has_ended_well(
        self, harness: Harness, swarm: Swarm, container: Container
    ) -> None:
        harness.deploy(self.migration(container, "sleep 1; echo moved"))
        observed = harness.observe()
        assert (observed["migrate"].state, observed["web"].state) == (NodeState.SUCCEEDED, NodeState.RUNNING)
        ended = tasks(swarm, f"{harness.deployment}_migrate")[0]["Status"]["Timestamp"]
        assert inspect(swarm, "service", f"{harness.deployment}_web")["CreatedAt"] > ended
        assert output(harness, "migrate") == "moved\n"

    def test_it_runs_again_when_it_changes_and_only_then(
        self, harness: Harness, swarm: Swarm, container: Container
    ) -> None:
        first = self.migration(container, "echo one")
        harness.deploy(first)
        harness.recorded = ()
        harness.deploy(first)
        assert len(tasks(swarm, f"{harness.deployment}_migrate")) == 1
        harness.deploy(self.migration(container, "echo two"))
        assert harness.observe()["migrate"].state is NodeState.SUCCEEDED
        assert "two" in output(harness, "migrate")

    def test_one_that_fails_says_why_and_may_be_tried_again(self, harness: Harness, container: Container) -> None:
        broken = self.migration(container, "echo no database; exit 3")
        for _ in range(2):
            with pytest.raises(PlatformError, match=r"(?s)migrate does not run: the job failed: .*\(3\).*no database"):
                harness.deploy(broken)
        observed = harness.observe()
        assert observed["migrate"].state is NodeState.FAILED
        assert "web" not in observed
        harness.deploy(self.migration(container, "echo well"))
        assert harness.observe()["migrate"].state is NodeState.SUCCEEDED


def tasks(swarm: Swarm, service: str) -> list[dict[str, object]]:  # type: ignore[type-arg]
    identifiers = swarm.docker("service", "ps", "-q", "--no-trunc", service).split()
    found: list[dict[str, object]] = json.loads(swarm.docker("inspect", "--type", "task", *identifiers))
    return found


class TestPlacement:
    def placed(self, container: Container, **wish: Value) -> TopologyGraph:
        return graph(container("web"), policies={"here": policy("Placement", "web", **wish)})

    def test_a_mark_that_a_node_has(self, harness: Harness, swarm: Swarm, container: Container) -> None:
        here = swarm.docker("node", "ls", "-q").strip()
        swarm.docker("node", "update", "--label-add", "disk=ssd", here)
        harness.deploy(self.placed(container, labels={"disk": "ssd"}, spread_over="zone", apart=True))
        assert harness.observe()["web"].state is NodeState.RUNNING

    def test_a_mark_that_no_node_has(
        self, harness: Harness, container: Container, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(waiting, "PENDING_SECONDS", 1.0)
        with pytest.raises(PlatformError, match=r"web does not run: no node takes it: no suitable node \(scheduling"):
            harness.deploy(self.placed(container, labels={"disk": "tape"}))
        assert harness.observe()["web"].state is NodeState.PENDING

    def test_everywhere_and_then_no_longer(self, harness: Harness, container: Container) -> None:
        harness.deploy(self.placed(container, everywhere=True))
        assert harness.observe()["web"].replicas == 1
        planned = harness.deploy(graph(container("web")))
        assert [change.action.value for change in planned.plan.changes] == ["replace"]
        assert harness.observe()["web"].state is NodeState.RUNNING


class TestData:
    def with_data(self, container: Container, policy: str, **more: Value) -> TopologyGraph:
        db = container("db", "date +%N >> /data/starts; cat /data/starts; " + STAY, **more)
        volume = node("data", "toposmith.nodes.Volume", deletion_policy=policy)
        return graph(db, volume, edge("db", "storage", "data", location="/data"))

    def test_it_outlives_its_containers_and_goes_when_the_plan_says_so(
        self, harness: Harness, swarm: Swarm, container: Container
    ) -> None:
        harness.deploy(self.with_data(container, "delete"))
        harness.deploy(self.with_data(container, "delete", environment={"A": "1"}))
        assert eventually(lambda: len(set(output(harness, "db").split())) == 2)
        harness.undeploy(graph())
        assert eventually(lambda: left(swarm, harness.deployment) == {})

    def test_retained_it_is_left_and_said(self, harness: Harness, swarm: Swarm, container: Container) -> None:
        harness.deploy(self.with_data(container, "retain"))
        harness.undeploy(graph())
        assert eventually(lambda: left(swarm, harness.deployment).keys() == {"volume"})
        assert any("is left with its data" in line for line in harness.reports)


class TestForeignObjects:
    @pytest.mark.parametrize("sort", ["network", "volume"])
    def test_what_only_has_the_name_is_not_touched(
        self, harness: Harness, swarm: Swarm, container: Container, sort: str
    ) -> None:
        names = {"network": f"{harness.deployment}-default", "volume": f"{harness.deployment}-data-g1"}
        driver = ("--driver", "overlay") if sort == "network" else ()
        swarm.docker(sort, "create", *driver, names[sort])
        volume = node("data", "toposmith.nodes.Volume", deletion_policy="delete")
        try:
            with pytest.raises(PlatformError, match=f"The {sort} {names[sort]} has a name of this deployment"):
                harness.deploy(graph(container("db"), volume, edge("db", "storage", "data", location="/data")))
            assert left(swarm, harness.deployment) == {}
        finally:
            swarm.docker(sort, "rm", names[sort])

    def test_a_service_that_joined_the_stack_is_not_removed(
        self, harness: Harness, swarm: Swarm, debian_base_image: str
    ) -> None:
        label = f"com.docker.stack.namespace={harness.deployment}"
        swarm.docker(
            "service", "create", "-q", "-d", "--name", "guest", "--replicas=0", "--label", label, debian_base_image
        )
        try:
            with pytest.raises(PlatformError, match="The service guest has a name of this deployment"):
                harness.undeploy(graph())
        finally:
            swarm.docker("service", "rm", "guest")


class TestCutOff:
    @pytest.mark.parametrize("line", ["applying db", "applying web"])
    def test_an_apply_that_was_killed_half_way_is_finished_by_the_next(
        self, harness: Harness, container: Container, line: str
    ) -> None:
        topology = graph(container("web"), container("db"), edge("web", "connection", "db"))
        said: list[str] = []

        class Killed(BaseException): ...

        class Reports(list[str]):
            def append(self, text: str) -> None:
                said.append(text)
                if text == line:
                    raise Killed

        with pytest.raises(Killed):
            with_fields(harness, reports=Reports()).deploy(topology)
        harness.attempts += 1
        harness.deploy(topology)
        assert {found.state for found in harness.observe().values()} == {NodeState.RUNNING}


def test_granted_rights_arrive(harness: Harness, swarm: Swarm, container: Container, tmp_path: Path) -> None:
    harness.rights = frozenset(harness.backend.rights)
    path = node("files", "toposmith.nodes.HostPath", path=str(tmp_path))
    web = container("web", "cat /proc/net/dev; " + STAY, added_capabilities=("NET_ADMIN",), host_network=True)
    harness.deploy(graph(web, path, edge("web", "storage", "files", location="/host")))
    (identifier,) = swarm.docker("ps", "-q", "--filter", f"label=toposmith.deployment={harness.deployment}").split()
    found = inspect(swarm, "container", identifier)
    assert [name.removeprefix("CAP_") for name in found["HostConfig"]["CapAdd"]] == ["NET_ADMIN"]
    assert [(item["Source"], item["Destination"]) for item in found["Mounts"]] == [(str(tmp_path), "/host")]
    assert list(found["NetworkSettings"]["Networks"]) == ["host"]
    assert Right.PRIVILEGED not in harness.rights


def test_docker_takes_the_file_and_makes_the_same_of_it(
    harness: Harness, swarm: Swarm, container: Container, tmp_path: Path
) -> None:
    """``docker stack deploy`` on the rendered file, against what our own client made of it."""
    harness.secrets = {"input:password": "p$w"}
    web = container(
        "web",
        environment={"A": "$x {{y}}", "DB_URL": Secret("input:password")},
        files={"/etc/app.conf": "$one"},
        secrets={"password": Secret("input:password")},
        ports=({"target": 80},),
        health_check={"command": ("true",), "interval": "2 s"},
        memory="64 MB",
        cpus=0.5,
    )
    volume = node("data", "toposmith.nodes.Volume", deletion_policy="delete")
    topology = graph(web, volume, edge("web", "storage", "data", location="/data"))
    planned = harness.deploy(topology)
    ours = inspect(swarm, "service", f"{harness.deployment}_web")
    for path, text in planned.rendered.files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    variables = dict.fromkeys(planned.rendered.secrets, "p$w")
    subprocess.run(
        ["docker", "stack", "deploy", "--resolve-image=never", "-c", "stack.yaml", harness.deployment],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "DOCKER_HOST": swarm.url, "HOME": str(tmp_path), **variables},
        check=True,
        capture_output=True,
    )
    theirs = inspect(swarm, "service", service_name(harness.deployment, "web"))
    assert theirs["ID"] == ours["ID"]
    assert differences(ours["Spec"], theirs["Spec"], {}, "none is hidden") == []
