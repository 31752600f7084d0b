"""Podman runs what its generator makes of the units, for real. Only systemd is missing: tests start the commands."""

import json
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.engines import podman
from tests.provisioners.graphs import edge, node
from tests.provisioners.outputs.quadlet.units import package, services
from tests.provisioners.outputs.rendering import SECRET
from tests.provisioners.outputs.systemd import Unit, commands, values
from topology.values.value import Concat

pytestmark = pytest.mark.tools

IMAGE = "localhost/tools:1"
TOOLS = ("sh", "printf", "cat", "id", "pwd", "httpd", "wget", "touch", "sleep")
MEAN = "a \"b\" 'c' $d ${e} %h %% \\ \n é😀 {{x}} #;"
OF_SYSTEMD = ("--cgroups=split", "--sdnotify=conmon", "--sdnotify=healthy", "--replace", "--rm", "-d")
"""What a command has for systemd, and what lets the end of a container be waited for."""

SCRIPT = (
    'printf "%s|" "$@"; printf "%s" "$OWN" "$PASSWORD"; cat /run/secrets/key /etc/own.conf /etc/secret.conf; '
    "id -u; pwd; cat /data/kept; wget -q -O - http://$DB_HOST:$DB_PORT/greeting"
)


@pytest.fixture(scope="session", autouse=True)
def _podman() -> None:
    if not podman.is_there():
        missing("there is no Podman: run `python3 -m tests.engines.podman`")


@pytest.fixture
def generator(format_tool) -> str:
    return format_tool("quadlet")


@pytest.fixture
def work(format_tool, tmp_path: Path) -> Path:
    """The folder that the commands see as ``/work``, with a small file system for an image."""
    root = tmp_path / "image"
    for name in ("bin", "etc", "tmp", "www"):
        (root / name).mkdir(parents=True)
    (root / "bin" / "busybox").write_bytes(Path(format_tool("busybox")).read_bytes())
    (root / "bin" / "busybox").chmod(0o755)
    for tool in TOOLS:
        (root / "bin" / tool).symlink_to("busybox")
    (root / "etc" / "passwd").write_text("root:x:0:0::/:/bin/sh\n")
    (root / "www" / "greeting").write_text("hello\n")
    return tmp_path


def prepared() -> list[list[str]]:
    return [["sh", "-c", f"tar -C image -c . | podman import --quiet - {IMAGE} >/dev/null"]]


def command(found: dict[str, Unit], name: str, work: Path, *, background: bool = False) -> list[str]:
    """The command that a service starts, with the folder of units as the command sees it."""
    (line,) = values(found[name], "Service", "ExecStart")
    (words,) = commands(line)
    rest = [
        word.replace(str(work), "/work")
        for word in words
        if word not in OF_SYSTEMD and not word.startswith("--cidfile=")
    ]
    return [*rest[:2], "-d", *rest[2:]] if background else rest


def test_two_containers_a_network_a_volume_and_secrets(generator: str, work: Path) -> None:
    database = node(
        "db",
        image=IMAGE,
        command=("httpd", "-f", "-p", "8080", "-h", "/www"),
        health_check={"command": ("wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/greeting")},
        endpoint={"port": 8080},
    )
    web = node(
        "web",
        image=IMAGE,
        entrypoint=("sh", "-c", SCRIPT, "program"),
        command=(MEAN, "two words"),
        environment={"OWN": MEAN, "PASSWORD": SECRET},
        secrets={"key": SECRET},
        files={"/etc/own.conf": MEAN, "/etc/secret.conf": Concat(("<", SECRET, ">"))},
        user="0",
        working_dir="/tmp",
        memory="64 MB",
        ports=({"target": 80},),
    )
    filler = node("filler", image=IMAGE, command=("sh", "-c", "printf kept > /data/kept"))
    storage = [edge(name, "storage", "data", location="/data") for name in ("web", "filler")]
    found = package(
        web, database, filler, node("data", "toposmith.nodes.Volume"), *storage, edge("web", "connection", "db")
    )
    units = services(generator, found, work)
    secrets = {note.name: "<hunter2>" if ".file." in note.name else "hunter2" for note in found.secrets}
    ended = podman.run(
        work,
        *prepared(),
        *(
            ["sh", "-c", f"printf '{text}' | podman secret create {name} - >/dev/null"]
            for name, text in secrets.items()
        ),
        *(["sh", "-c", 'exec "$@" >/dev/null', "sh", *command(units, name, work)] for name in units if "-" in name),
        ["sh", "-c", 'exec "$@" >/dev/null', "sh", *command(units, "shop.db.service", work, background=True)],
        ["sh", "-c", "until podman healthcheck run shop.db; do sleep 0.1; done"],
        command(units, "shop.filler.service", work),
        command(units, "shop.web.service", work),
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"{MEAN}|two words|{MEAN}hunter2hunter2{MEAN}<hunter2>0\n/tmp\nkepthello\n"


def test_a_read_only_container_has_its_secrets(generator: str, work: Path) -> None:
    script = "cat /run/secrets/key; touch /etc/x 2>&1"
    web = node("web", image=IMAGE, command=("sh", "-c", script), secrets={"key": SECRET}, read_only=True, restart="no")
    found = package(web)
    units = services(generator, found, work)
    ended = podman.run(
        work,
        *prepared(),
        ["sh", "-c", f"printf hunter2 | podman secret create {found.secrets[0].name} - >/dev/null"],
        ["sh", "-c", 'exec "$@" >/dev/null', "sh", *command(units, "shop.default.g0-network.service", work)],
        ["sh", "-c", '"$@" || printf %s "$?"', "sh", *command(units, "shop.web.service", work)],
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "hunter2touch: /etc/x: Read-only file system\n1"


def test_a_check_of_one_word_is_what_podman_runs(generator: str, work: Path) -> None:
    web = node("web", image=IMAGE, command=("sleep", "60"), health_check={"command": ("/bin/is it well",)})
    units = services(generator, package(web), work)
    (work / "image" / "bin" / "is it well").write_text("#!/bin/sh\nexit 7\n")
    (work / "image" / "bin" / "is it well").chmod(0o755)
    ended = podman.run(
        work,
        *prepared(),
        ["sh", "-c", 'exec "$@" >/dev/null', "sh", *command(units, "shop.default.g0-network.service", work)],
        ["sh", "-c", 'exec "$@" >/dev/null', "sh", *command(units, "shop.web.service", work, background=True)],
        ["sh", "-c", "podman healthcheck run shop.web >/dev/null 2>&1 || true"],
        ["podman", "inspect", "shop.web", "--format", "{{json .State.Health.Log}}"],
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)[0]["ExitCode"] in (1, 7)
