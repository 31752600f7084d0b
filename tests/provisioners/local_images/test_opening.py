"""Images in the forms in which they are at hand."""

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest

from provisioners.local_images.image import Image, ImageRefused, architecture
from provisioners.local_images.layout import write_layout
from provisioners.local_images.opening import open_image
from provisioners.local_images.unpack import unpack
from tests.provisioners.local_images.making import archive, docker_archive, file, folder, image, layer, link, tree

TWO = (file("a", "1"), folder("etc")), (file("a", "2"), file("b", "2"))


def files_of(found: Image, tmp_path: Path) -> dict[str, str]:
    root = tmp_path / "unpacked"
    root.mkdir()
    unpack(found, root)
    return tree(root)


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    """A layout of two images, one with compressed layers."""
    place = tmp_path / "layout"
    site = image(*(layer(*entries, compress=True) for entries in TWO), config={"Cmd": ["serve"]})
    write_layout(place, {"site:1": site, "other:1": image(layer(file("other")))})
    return place


def test_a_layout(layout: Path, tmp_path: Path) -> None:
    found = open_image(layout, "site:1")
    assert found.config["config"] == {"Cmd": ["serve"]}
    assert files_of(found, tmp_path) == {"a": "2", "b": "2", "etc": "/"}


def test_a_layout_as_an_archive(layout: Path, tmp_path: Path) -> None:
    place = tmp_path / "layout.tar"
    with tarfile.open(place, "w") as tar:
        tar.add(layout, ".")
    assert files_of(open_image(place, "other:1"), tmp_path) == {"other": ""}


def test_a_layout_chooses_by_tag_alone_and_fails_for_none(layout: Path) -> None:
    index = json.loads((layout / "index.json").read_text())
    for manifest, name in zip(index["manifests"], ("1.27", "latest"), strict=True):
        manifest["annotations"] = {"org.opencontainers.image.ref.name": name}
    (layout / "index.json").write_text(json.dumps(index))
    assert open_image(layout, "nginx:1.27").config["config"] == {"Cmd": ["serve"]}
    with pytest.raises(ImageRefused, match="holds 2 images, and none of them is 'nginx:2' alone"):
        open_image(layout, "nginx:2")


def test_an_index_of_architectures_is_followed(layout: Path) -> None:
    index = json.loads((layout / "index.json").read_text())
    one, other = index["manifests"]
    one["platform"], other["platform"] = {"architecture": architecture()}, {"architecture": "s390x"}
    write_layout(layout, {})
    for each in (one, other):
        del each["annotations"]
    (layout / "index.json").write_text(json.dumps(index))
    assert open_image(layout, "any").config["config"] == {"Cmd": ["serve"]}


class TestDocker:
    def test_an_archive(self, tmp_path: Path) -> None:
        place = docker_archive(tmp_path / "site.tar", *(archive(*each) for each in TWO), config={"Cmd": ["x"]})
        found = open_image(place, "site:1")
        assert found.config["config"] == {"Cmd": ["x"]}
        assert files_of(found, tmp_path) == {"a": "2", "b": "2", "etc": "/"}

    def test_compressed_as_a_whole(self, tmp_path: Path) -> None:
        place = docker_archive(tmp_path / "site.tar", archive(file("a", "1")))
        place.write_bytes(gzip.compress(place.read_bytes()))
        assert files_of(open_image(place, "other name"), tmp_path) == {"a": "1"}

    def test_a_layer_that_is_a_link_to_another(self, tmp_path: Path) -> None:
        place = docker_archive(tmp_path / "site.tar", archive(file("a", "1")))
        with tarfile.open(place) as tar:
            members = {each.name: tar.extractfile(each).read() for each in tar if each.isfile()}  # type: ignore[union-attr]
        members["shared/layer.tar"] = members.pop("0/layer.tar")
        with tarfile.open(place, "w") as tar:
            for name, content in members.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
            tar.addfile(link("0/layer.tar", "../shared/layer.tar")[0])
        assert files_of(open_image(place, "site:1"), tmp_path) == {"a": "1"}

    @pytest.mark.parametrize(
        ("manifest", "reason"),
        [
            ("{}", "does not hold what it should"),
            ("[]", "holds 0 images"),
            ("[{}]", "the file None is missing"),
            ('[{"Config": "config.json"}]', "different numbers of layers"),
            ('[{"Config": "config.json", "Layers": ["x"]}, {"Config": "c"}]', "holds 2 images"),
            ("[", "is not JSON"),
        ],
    )
    def test_what_is_none(self, tmp_path: Path, manifest: str, reason: str) -> None:
        place = tmp_path / "site.tar"
        config = json.dumps({"rootfs": {"diff_ids": ["sha256:0"]}})
        place.write_bytes(archive(file("manifest.json", manifest), file("config.json", config)))
        with pytest.raises(ImageRefused, match=reason):
            open_image(place, "site:1")

    def test_a_layer_that_is_missing(self, tmp_path: Path) -> None:
        place = tmp_path / "site.tar"
        config = json.dumps({"rootfs": {"diff_ids": ["sha256:0"]}})
        manifest = json.dumps([{"Config": "config.json", "Layers": ["0/layer.tar"]}])
        place.write_bytes(archive(file("manifest.json", manifest), file("config.json", config)))
        with pytest.raises(ImageRefused, match=r"the file 0/layer\.tar is missing"):
            unpack(open_image(place, "site:1"), tmp_path)


class TestFileSystems:
    def test_an_archive(self, tmp_path: Path) -> None:
        place = tmp_path / "root.tar.gz"
        place.write_bytes(gzip.compress(archive(folder("bin"), file("bin/sh", "x"))))
        found = open_image(place, "site:1")
        assert found.config == {"architecture": architecture(), "os": "linux", "config": {}}
        assert files_of(found, tmp_path) == {"bin": "/", "bin/sh": "x"}

    def test_a_folder(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        (source / "bin").mkdir(parents=True)
        (source / "bin" / "sh").write_text("x")
        (source / "lib").symlink_to("/usr/lib")
        assert files_of(open_image(source, "site:1"), tmp_path) == {"bin": "/", "bin/sh": "x", "lib": "-> /usr/lib"}


class TestDamage:
    def test_no_archive(self, tmp_path: Path) -> None:
        place = tmp_path / "x"
        place.write_text("no archive")
        with pytest.raises(ImageRefused, match="it is no archive"):
            open_image(place, "a")

    def test_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            open_image(tmp_path / "x", "a")

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("oci-layout", '{"imageLayoutVersion": "2.0.0"}', "has the version '2.0.0'"),
            ("oci-layout", "[]", "oci-layout does not hold what it should"),
            ("index.json", "{}", "holds 0 images"),
            ("index.json", '{"manifests": [{"digest": "sha256:../../../etc/passwd"}]}', "is no digest"),
            ("index.json", '{"manifests": [{"digest": 5}]}', "is no digest"),
            ("index.json", '{"manifests": [5, "x", null]}', "holds 0 images"),
            ("index.json", '{"manifests": [{"digest": "sha256:' + "0" * 64 + '"}]}', "is missing"),
        ],
    )
    def test_a_layout(self, layout: Path, name: str, content: str, reason: str) -> None:
        (layout / name).write_text(content)
        with pytest.raises(ImageRefused, match=reason):
            open_image(layout, "site:1")

    def test_indexes_without_end(self, layout: Path) -> None:
        kind = "application/vnd.oci.image.index.v1+json"
        index = {"manifests": [{"mediaType": kind, "digest": "sha256:" + "0" * 64}]}
        (layout / "index.json").write_text(json.dumps(index))
        (layout / "blobs" / "sha256" / ("0" * 64)).write_text(json.dumps(index))
        with pytest.raises(ImageRefused, match="too deep"):
            open_image(layout, "site:1")
