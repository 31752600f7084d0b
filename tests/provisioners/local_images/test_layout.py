"""Image layouts that are written have the shape of the specification, and every tool's digests."""

import json
import os
from pathlib import Path

import pytest

from provisioners.local_images.image import ImageRefused
from provisioners.local_images.layout import write_layout
from provisioners.local_images.opening import open_image
from provisioners.local_images.plain import image_of_folder
from tests.provisioners.local_images.making import archive, docker_archive, file, image, layer, layer_of, sha256
from tests.provisioners.outputs.schemas import check


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    plain, packed = layer(file("a", "1")), layer(file("b", "2"), compress=True)
    config = {"Cmd": ["serve"], "Env": ["A=b"], "ExposedPorts": {"80/tcp": {}}, "User": "1"}
    saved = docker_archive(tmp_path / "saved.tar", archive(file("c", "3")), config=config)
    write_layout(
        tmp_path / "layout",
        {"site:1": image(plain, packed, config=config), "saved:1": open_image(saved, "site:1")},
    )
    return tmp_path / "layout"


def read(place: Path) -> object:
    return json.loads(place.read_text())


def test_the_schemas_of_the_specification(layout: Path) -> None:
    check(read(layout / "oci-layout"), "oci-image", "image-layout-schema.json")
    index = read(layout / "index.json")
    check(index, "oci-image", "image-index-schema.json")
    for descriptor in index["manifests"]:
        manifest = read(layout / "blobs" / descriptor["digest"].replace(":", "/"))
        check(manifest, "oci-image", "image-manifest-schema.json")
        check(
            read(layout / "blobs" / manifest["config"]["digest"].replace(":", "/")), "oci-image", "config-schema.json"
        )
        for each in (descriptor, manifest["config"], *manifest["layers"]):
            content = (layout / "blobs" / each["digest"].replace(":", "/")).read_bytes()
            assert (sha256(content), len(content)) == (each["digest"], each["size"])
            check(each, "oci-image", "content-descriptor.json")


def test_layers_are_kept_as_they_are(layout: Path) -> None:
    manifest = read(layout / "blobs" / read(layout / "index.json")["manifests"][0]["digest"].replace(":", "/"))
    kinds = [each["mediaType"].rpartition(".")[2] for each in manifest["layers"]]
    assert kinds == ["tar", "tar+gzip"]
    config = read(layout / "blobs" / manifest["config"]["digest"].replace(":", "/"))
    assert config["rootfs"]["diff_ids"] == [sha256(archive(file("a", "1"))), sha256(archive(file("b", "2")))]


def test_what_an_engine_wrote_down_for_itself_is_left_out(tmp_path: Path) -> None:
    found = image(layer(file("a")))
    own = {
        **found.config,
        "container_config": {"Hostname": "x"},
        "docker_version": "20",
        "created": "2026-01-01T00:00:00Z",
    }
    write_layout(tmp_path, {"a": type(found)(own, found.layers)})
    assert open_image(tmp_path, "a").config.keys() == {"architecture", "os", "config", "created", "rootfs"}


def test_no_file_is_left_over(layout: Path) -> None:
    assert {place.name for place in (layout / "blobs").iterdir()} == {"sha256"}
    assert len(list((layout / "blobs" / "sha256").iterdir())) == 7


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a").write_text("1")
    os.utime(source / "a", (1, 1))
    for name in ("one", "two"):
        write_layout(tmp_path / name, {"a": image_of_folder(source)})
    assert (tmp_path / "one" / "index.json").read_bytes() == (tmp_path / "two" / "index.json").read_bytes()


def test_a_damaged_layer_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(ImageRefused, match="layer 1 is damaged"):
        write_layout(tmp_path, {"a": image(layer_of(archive(file("a")), digest=f"sha256:{'0' * 64}"))})
