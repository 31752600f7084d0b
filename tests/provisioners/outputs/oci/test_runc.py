"""runc runs the bundles for real, with a file system unpacked from an archive as Docker writes them."""

import os
import shutil
from pathlib import Path

import pytest

from provisioners.local_images.describe import describe
from provisioners.local_images.image import Image
from provisioners.local_images.opening import open_image
from tests.conftest import missing
from tests.provisioners.graphs import edge, node
from tests.provisioners.local_images.making import archive, docker_archive, file, folder, link
from tests.provisioners.outputs.oci.bundles import package, run, write
from tests.provisioners.outputs.rendering import IMAGE, SECRET

pytestmark = pytest.mark.tools

TOOLS = ("sh", "cat", "id", "env", "pwd", "hostname", "ls", "touch", "grep")


@pytest.fixture(scope="session")
def runc(format_tool) -> str:
    if os.geteuid() != 0:
        missing("runc needs root here")
    return format_tool("runc")


@pytest.fixture(scope="session")
def image(format_tool, tmp_path_factory) -> Image:
    """A small system of busybox, saved in two layers with a configuration."""
    busybox = Path(format_tool("busybox")).read_bytes()
    folders = [folder(name) for name in ("bin", "etc", "proc", "sys", "dev", "run", "data", "tmp")]
    program = file("bin/busybox", mode=0o755)
    program[0].size = len(busybox)
    users = [file("etc/passwd", "root:x:0:0::/:/bin/sh\nweb:x:33:34::/:/bin/sh\n"), file("etc/group", "log:x:50:web\n")]
    lower = archive(*folders, (program[0], busybox), *users, file("etc/gone", "x"))
    upper = archive(*(link(f"bin/{tool}", "busybox") for tool in TOOLS), file("etc/.wh.gone"), folder("srv", uid=33))
    config = {
        "Entrypoint": ["/bin/sh", "-c"],
        "Cmd": ["id"],
        "Env": ["FROM=image"],
        "User": "web",
        "WorkingDir": "/srv",
    }
    place = tmp_path_factory.mktemp("image") / "site.tar"
    return open_image(docker_archive(place, lower, upper, config=config, tag=IMAGE), IMAGE)


def output_of(runc: str, image: Image, folder: Path, *parts: object, secrets: dict[str, str] | None = None) -> str:
    """What the first bundle of a graph writes."""
    found = package(*parts, image=describe(image))
    write(found, folder, image)
    for path, text in (secrets or {}).items():
        (folder / path).write_text(text)
    ended = run(runc, folder / "web")
    assert (ended.returncode, ended.stderr) == (0, "")
    shutil.rmtree(folder / "web" / "rootfs")
    return ended.stdout


def test_what_the_image_says(runc: str, image: Image, tmp_path: Path) -> None:
    assert output_of(runc, image, tmp_path, node("web", image=IMAGE)) == "uid=33(web) gid=34 groups=50(log)\n"


def test_what_the_template_says(runc: str, image: Image, tmp_path: Path) -> None:
    mean = 'a "b" $c %d \\e {{f}} é'
    script = 'hostname; pwd; id -u; echo "$OWN"; echo "$FROM"; cat /etc/own /run/secrets/key; ls /etc'
    web = node(
        "web",
        image=IMAGE,
        command=(script,),
        environment={"OWN": mean},
        files={"/etc/own": f"{mean}\n"},
        secrets={"key": SECRET},
        user="0",
        working_dir="/data",
        read_only=True,
    )
    found = output_of(runc, image, tmp_path, web, secrets={"web/secrets/key": "hunter2\n"})
    assert found.splitlines() == ["web", "/data", "0", mean, "image", mean, "hunter2", "group", "own", "passwd"]


def test_a_process_gains_no_privileges(runc: str, image: Image, tmp_path: Path) -> None:
    script = "grep -E 'CapBnd|NoNewPrivs' /proc/self/status; touch /proc/sys/kernel/x /sys/x 2>/dev/null || echo no"
    found = output_of(runc, image, tmp_path, node("web", image=IMAGE, command=(script,), user="0"))
    assert found.split() == ["CapBnd:", "00000000a80425fb", "NoNewPrivs:", "1", "no"]


def test_bundles_share_a_volume(runc: str, image: Image, tmp_path: Path) -> None:
    def writer(name: str, script: str) -> object:
        return node(name, image=IMAGE, command=(script,), user="0", read_only=True, memory="32 MB", cpus="0.5")

    data = node("data", "toposmith.nodes.Volume")
    mounts = (edge("web", "storage", "data", location="/data"), edge("db", "storage", "data", location="/data"))
    parts = (writer("web", "echo kept > /data/x; touch /etc/x 2>&1"), writer("db", "cat /data/x"), data, *mounts)
    found = package(*parts, image=describe(image))
    write(found, tmp_path, image)
    first = run(runc, tmp_path / "web")
    assert (first.returncode, first.stdout) == (1, "touch: /etc/x: Read-only file system\n")
    assert run(runc, tmp_path / "db").stdout == "kept\n"
