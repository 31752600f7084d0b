"""Podman's own generator reads the units, and its command lines hold what the template says."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from provisioners.backends.contract import Right
from provisioners.outputs.quadlet.escape import is_argument
from tests.provisioners.graphs import dockerfile, edge, node
from tests.provisioners.outputs.quadlet.units import package, services, write
from tests.provisioners.outputs.rendering import IMAGE, SECRET, policy
from tests.provisioners.outputs.systemd import commands, values
from topology.values.value import Concat

pytestmark = pytest.mark.tools

MEAN = ["%", "$", "${HOME}", "%%n", '"', "'", "\\", "a\\", "\n", "a b", "é", "😀", "\x7f", "#", "-x", "$$", "a;b", "\t"]
RIGHTS = (
    Right.HOST_PATHS,
    Right.IMAGE_BUILD,
    Right.ADDED_CAPABILITIES,
    Right.DEVICES,
    Right.PRIVILEGED,
    Right.HOST_PID,
)

arguments = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).filter(is_argument)


@pytest.fixture(scope="session")
def generator(format_tool) -> str:
    return format_tool("quadlet")


def command(unit: object) -> list[str]:
    """The one command that a service runs."""
    (line,) = values(unit, "Service", "ExecStart")
    (found,) = commands(line)
    return found


def options(found: list[str], name: str) -> list[str]:
    return [found[index + 1] for index, word in enumerate(found) if word == name]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(arguments, min_size=1, max_size=20))
@example(MEAN)
def test_arguments_variables_and_checks_arrive(generator: str, tmp_path: Path, texts: list[str]) -> None:
    environment = {f"V{number}": text for number, text in enumerate(texts)}
    check = {"command": ("check", *texts)}
    web = node(
        "web",
        image=IMAGE,
        entrypoint=("run", *texts),
        command=tuple(texts),
        environment=environment,
        health_check=check,
    )
    found = command(services(generator, package(web), tmp_path)["shop.web.service"])
    assert found[found.index("example.com/site:1") + 1 :] == texts
    assert sorted(options(found, "--env")) == sorted(f"{name}={text}" for name, text in environment.items())
    assert json.loads(options(found, "--entrypoint")[0]) == ["run", *texts]
    assert json.loads(options(found, "--health-cmd")[0]) == ["check", *texts]


def everything() -> list[object]:
    """A graph that uses each key that is ever written."""
    web = node(
        "web",
        image=IMAGE,
        command=("serve",),
        environment={"A": "b", "PASSWORD": SECRET},
        secrets={"key": SECRET},
        files={"/etc/app.conf": "x: %h\n", "/etc/secret.conf": Concat(("a=", SECRET))},
        ports=({"target": 80, "published": 8080}, {"target": 81, "protocol": "udp", "address": "::1"}),
        health_check={"command": ("true",), "interval": "1500 ms"},
        user="1000:100",
        working_dir="/srv/my app",
        stop_grace_period="1500 ms",
        cpus="0.5",
        memory="64 MB",
        reserved_memory="32 MB",
        privileged=True,
        host_pid=True,
        added_capabilities=("NET_ADMIN",),
        devices=("/dev/null",),
    )
    built = node("built", artifacts={"image": dockerfile("built/Dockerfile")}, scalable={"default_instances": 2})
    nightly = node("nightly", "toposmith.nodes.Job", image=IMAGE, schedule="0 3 * * *", restart="on-failure")
    once = node(
        "once", "toposmith.nodes.Job", image=IMAGE, read_only=True, time_limit="10 s", retries=2, restart="on-failure"
    )
    return [
        web,
        built,
        nightly,
        once,
        node("data", "toposmith.nodes.Volume"),
        node("host", "toposmith.nodes.HostPath", path="/srv/files"),
        node("inner", "toposmith.nodes.Network", internal=True, ip_version=6),
        edge("web", "storage", "data", location="/data"),
        edge("web", "storage", "host", location="/mnt"),
        edge("web", "network", "inner"),
        edge("web", "connection", "built"),
        edge("built", "dependency", "once"),
        policy("Isolation", "built"),
    ]


def test_every_key_is_known(generator: str, tmp_path: Path) -> None:
    found = services(generator, package(*everything(), rights=RIGHTS, options={"vm_runtime": "kata"}), tmp_path)
    assert set(found) == {
        "shop.web.service",
        "shop.built.1.service",
        "shop.built.2.service",
        "shop.built.image-build.service",
        "shop.nightly.service",
        "shop.once.service",
        "shop.data.g1-volume.service",
        "shop.inner.g1-network.service",
        "shop.default.g0-network.service",
    }
    web = command(found["shop.web.service"])
    assert options(web, "--secret") == [
        "shop.web.env.PASSWORD,type=env,target=PASSWORD",
        "shop.web.secret.key,type=mount,target=key,mode=0444",
        "shop.web.file.6a88e054,type=mount,target=/etc/secret.conf,mode=0444",
    ]
    assert options(web, "--workdir") == ["/srv/my app"]
    assert options(web, "--publish") == ["127.0.0.1:8080:80/tcp", "[::1]::81/udp"]
    assert "--privileged" in web
    assert "--memory=64000000" in web
    built = command(found["shop.built.1.service"])
    assert built[:2] == ["/usr/bin/podman", "--runtime=kata"]
    assert built[-1] == "localhost/toposmith/shop/built:latest"
    assert values(found["shop.built.1.service"], "Unit", "Requires")[0] == "shop.once.service"


def test_systemd_loads_the_services(generator: str, format_tool, tmp_path: Path) -> None:
    """``systemd-analyze verify`` says nothing about them but that Podman is not installed."""
    found = package(*everything(), rights=RIGHTS, options={"vm_runtime": "kata"})
    write(dict(found.files), tmp_path)
    folder = tmp_path / "services"
    folder.mkdir()
    environment = {"QUADLET_UNIT_DIRS": str(tmp_path / "containers"), "PODMAN": "/bin/true"}
    subprocess.run([generator, str(folder)], env=environment, check=True, capture_output=True)
    for timer in (tmp_path / "systemd").iterdir():
        (folder / timer.name).write_text(timer.read_text())
    files = [str(place) for place in folder.iterdir() if place.is_file()]
    done = subprocess.run(
        [format_tool("systemd-analyze"), "verify", "--man=no", *files],
        env={"SYSTEMD_UNIT_PATH": f"{folder}:/lib/systemd/system"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(files) == 10
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_generator_fails_for_a_key_that_it_does_not_know(generator: str, tmp_path: Path) -> None:
    write({"containers/a.container": "[Container]\nImage=a\nNoSuchKey=1\n"}, tmp_path)
    environment = {"QUADLET_UNIT_DIRS": str(tmp_path / "containers")}
    done = subprocess.run([generator, "-dryrun"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "NoSuchKey" in done.stderr
