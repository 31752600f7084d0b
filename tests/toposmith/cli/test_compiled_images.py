"""Images at hand become part of what ``compile`` writes."""

import json

import pytest

from tests.provisioners.local_images.making import archive, docker_archive, entry, file, folder
from tests.toposmith.cli.templates import GOOD


@pytest.fixture(autouse=True)
def _files(tmp_path):
    (tmp_path / "good.yaml").write_text(GOOD)
    config = {"Entrypoint": ["/bin/nginx"], "Cmd": ["-x"], "User": "web"}
    layer = archive(folder("etc"), file("etc/passwd", "web:x:33:33::/:\n"), file("bin/nginx"), entry("dev/null", b"3"))
    docker_archive(tmp_path / "nginx.tar", layer, config=config, tag="nginx:1.27")
    docker_archive(tmp_path / "postgres.tar", archive(file("bin/db")), config={"Cmd": ["/bin/db"]}, tag="postgres:17")


IMAGES = ("--image", "nginx:1.27=nginx.tar", "--image", "postgres:17=postgres.tar")


def test_bundles_with_their_file_systems_and_a_layout(run, tmp_path):
    ended = run("compile", "--to", "oci", "good.yaml", *IMAGES, "-o", "out")
    assert ended.returncode == 0, ended.stderr
    config = json.loads((tmp_path / "out" / "web" / "config.json").read_text())
    assert config["process"]["args"] == ["/bin/nginx", "-x"]
    assert config["process"]["user"] == {"uid": 33, "gid": 33}
    assert (tmp_path / "out" / "web" / "rootfs" / "bin" / "nginx").exists()
    assert (tmp_path / "out" / "db" / "rootfs" / "bin" / "db").exists()
    assert (tmp_path / "out" / "web" / "secrets").is_dir()
    index = json.loads((tmp_path / "out" / "images" / "index.json").read_text())
    names = [each["annotations"]["org.opencontainers.image.ref.name"] for each in index["manifests"]]
    assert names == ["nginx:1.27", "postgres:17"]
    assert "left out of out/web/rootfs: dev/null\n" in ended.stderr
    assert "write the file web/secrets/db_password: made of input:password\n" in ended.stderr


def test_without_an_image_its_program_is_not_known(run):
    ended = run("compile", "--to", "oci", "good.yaml", *IMAGES[:2], "-o", "out")
    assert ended.returncode == 1
    assert "error[TS863]: Only the image 'postgres:17' knows the program of 'db'" in ended.stderr


def test_a_layout_that_was_written_is_read_again(run, tmp_path):
    run("compile", "--to", "oci", "good.yaml", *IMAGES, "-o", "out")
    again = ("--image", "nginx:1.27=out/images", "--image", "postgres:17=out/images")
    assert run("compile", "--to", "oci", "good.yaml", *again, "-o", "again").returncode == 0
    one, other = ((tmp_path / name / "images" / "index.json").read_bytes() for name in ("out", "again"))
    assert one == other


def test_a_folder_with_files_is_not_unpacked_over(run):
    assert run("compile", "--to", "oci", "good.yaml", *IMAGES, "-o", "out").returncode == 0
    ended = run("compile", "--to", "oci", "good.yaml", *IMAGES, "-o", "out")
    assert ended.returncode == 2
    assert "out/web/rootfs: is not empty" in ended.stderr


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        ("nginx:1.27", "--image 'nginx:1.27': write IMAGE=PATH"),
        ("nginx:1.27=nothing", "--image nginx:1.27: nothing: No such file or directory"),
        ("nginx:1.27=good.yaml", "--image nginx:1.27: good.yaml: it is no archive"),
    ],
)
def test_an_image_that_cannot_be_read(run, image, reason):
    ended = run("compile", "--to", "oci", "good.yaml", "--image", image, "-o", "out")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert reason in ended.stderr
