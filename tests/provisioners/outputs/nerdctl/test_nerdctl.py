"""Compose files for nerdctl hold only what it reads. It never ran here: the list is from its source."""

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from provisioners.backends.contract import Right
from provisioners.outputs.contract import Package
from provisioners.outputs.nerdctl import output
from tests.conftest import descriptions
from tests.provisioners.graphs import dockerfile, edge, node
from tests.provisioners.outputs import rendering
from tests.provisioners.outputs.rendering import IMAGE, SECRET, policy
from topology.graph.model import Edge, Node, Policy
from topology.values.value import Concat

READ = {
    "services": "build cap_add command configs depends_on deploy devices entrypoint environment image network_mode "
    "networks pid ports privileged read_only restart runtime secrets stop_grace_period user volumes working_dir",
    "networks": "name driver driver_opts ipam",
    "volumes": "name driver driver_opts",
    "secrets": "file",
    "configs": "file",
}
"""What nerdctl 2's packages composer and serviceparser read without a warning, of what is ever written."""


def package(*parts: Node | Edge | Policy, **fields: Any) -> Package:
    return rendering.package(output, *parts, **fields)


def document(*parts: Node | Edge | Policy, **fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(package(*parts, **fields).files["compose.yaml"])
    return found


def codes(*parts: Node | Edge | Policy, **fields: Any) -> list[tuple[str, int]]:
    return rendering.codes(output, *parts, **fields)


def web(**properties: Any) -> Node:
    return node("web", image=IMAGE, lines={("properties", name): 40 for name in properties}, **properties)


MEAN = "a $b ${c} $$d %e \"f\" 'g' {{h}}\n#i"


def everything() -> list[Any]:
    return [
        node(
            "web",
            image=IMAGE,
            entrypoint=("/run", MEAN),
            command=("serve", MEAN),
            environment={"A": MEAN},
            secrets={"key": SECRET},
            files={"/etc/a": MEAN, "/etc/s": Concat(("a", SECRET))},
            ports=({"target": 80, "published": 8080}, {"target": 81, "protocol": "udp"}),
            health_check={"command": ("true",)},
            user="1:2",
            working_dir="/srv",
            read_only=True,
            stop_grace_period="5 s",
            cpus="0.5",
            memory="64 MB",
            reserved_memory="32 MB",
            added_capabilities=("NET_ADMIN",),
            devices=("/dev/null",),
            host_pid=True,
            privileged=True,
        ),
        node("built", artifacts={"image": dockerfile("built/Dockerfile")}, scalable={"default_instances": 2}),
        node("host", image=IMAGE, host_network=True),
        node("data", "toposmith.nodes.Volume"),
        node("path", "toposmith.nodes.HostPath", path="/srv/files"),
        node("net", "toposmith.nodes.Network", cidr="10.9.0.0/24"),
        edge("web", "storage", "data", location="/data"),
        edge("web", "storage", "path", location="/files"),
        edge("web", "network", "net"),
        edge("web", "connection", "built"),
        policy("Isolation", "built"),
    ]


ALL: dict[str, Any] = {"rights": tuple(Right), "options": {"vm_runtime": "io.containerd.kata.v2"}}


def test_only_what_nerdctl_reads_is_written() -> None:
    found = document(*everything(), **ALL)
    assert found.keys() == {"name", *READ}
    for section, read in READ.items():
        for each in found[section].values():
            assert set(each) <= set(read.split()), section
    for service in found["services"].values():
        assert set(service["deploy"]) <= {"replicas", "resources"}
        assert set(service["deploy"].get("resources", {})) <= {"limits"}
        assert {each["condition"] for each in service.get("depends_on", {}).values()} <= {"service_started"}
        for used in (*service.get("secrets", ()), *service.get("configs", ())):
            assert set(used) == {"source", "target"}
            assert used["target"].startswith("/")


def test_the_schema_of_the_specification() -> None:
    schema = json.loads((descriptions() / "schemas/compose/compose-spec.json").read_text())
    jsonschema.Draft7Validator(schema).validate(document(*everything(), **ALL))


@pytest.mark.engine
def test_compose_reads_the_same_texts(docker_engine: None, tmp_path: Path) -> None:
    for path, text in package(*everything(), **ALL).files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    command = ["docker", "compose", "-f", "compose.yaml", "config", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    service = json.loads(done.stdout)["services"]["web"]
    assert service["entrypoint"] == ["/run", MEAN.replace("$", "$$")]
    assert service["command"] == ["serve", MEAN.replace("$", "$$")]
    assert service["environment"]["A"] == MEAN.replace("$", "$$")


def test_files_lie_beside_it() -> None:
    found = package(*everything(), **ALL)
    compose = yaml.safe_load(found.files["compose.yaml"])
    (config,) = compose["configs"].values()
    assert found.files[config["file"].removeprefix("./")] == MEAN
    assert {f"./{note.name}" for note in found.secrets} == {each["file"] for each in compose["secrets"].values()}
    assert found.copies == {"build/built": "built"}
    assert compose["services"]["built"]["build"] == {"context": "./build/built", "dockerfile": "Dockerfile"}
    assert not found.dotenv


def test_isolation_is_a_runtime_of_containerd() -> None:
    assert document(*everything(), **ALL)["services"]["built"]["runtime"] == "io.containerd.kata.v2"


class TestWhatIsRefused:
    def test_secrets_that_would_stand_on_a_command_line(self) -> None:
        assert codes(web(environment={"A": SECRET})) == [("TS860", 40)]
        assert codes(web(command=("a", SECRET))) == [("TS860", 40)]

    def test_colons_in_paths(self) -> None:
        data = node("data", "toposmith.nodes.Volume")
        assert codes(web(), data, edge("web", "storage", "data", location="/a:b")) == [("TS861", 1)]
        assert codes(web(files={"/a:b": "x"})) == [("TS861", 40)]
        path = node("path", "toposmith.nodes.HostPath", lines={("properties", "path"): 9}, path="/a:b")
        mounted = (web(), path, edge("web", "storage", "path", location="/a"))
        assert codes(*mounted, rights=(Right.HOST_PATHS,)) == [("TS861", 9)]

    def test_waiting_for_a_job(self) -> None:
        job = node("job", "toposmith.nodes.Job", image=IMAGE)
        assert codes(web(), job, edge("web", "dependency", "job")) == [("TS862", 1)]

    @pytest.mark.parametrize(("key", "value"), [("internal", True), ("ip_version", 6)])
    def test_networks(self, key: str, value: object) -> None:
        net = node("net", "toposmith.nodes.Network", lines={("properties", key): 9}, **{key: value})
        assert codes(web(), net, edge("web", "network", "net")) == [("TS862", 9)]

    def test_shared_memory_of_the_host(self) -> None:
        assert codes(web(host_ipc=True), rights=(Right.HOST_IPC,)) == [("TS862", 40)]

    def test_schedules(self) -> None:
        job = node("job", "toposmith.nodes.Job", image=IMAGE, schedule="* * * * *")
        assert codes(job) == [("TS862", 1)]


@pytest.mark.parametrize(
    ("key", "value"), [("health_check", {"command": ("true",)}), ("reserved_cpus", "0.5"), ("reserved_memory", "1 MB")]
)
def test_what_has_no_effect_is_said(key: str, value: object) -> None:
    assert codes(web(**{key: value})) == [("TS807", 40)]
