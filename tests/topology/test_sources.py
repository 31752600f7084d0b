import os

import pytest

from topology.sources import DirectorySources, MemorySources, SourceRefused, normalise


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    (folder / "types").mkdir(parents=True)
    (folder / "service.yaml").write_bytes(b"service")
    (folder / "types" / "own.yaml").write_bytes(b"own")
    (tmp_path / "outside.yaml").write_bytes(b"outside")
    return folder


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.yaml", "a.yaml"), ("./a//b/../c.yaml", "a/c.yaml"), ("a/./b", "a/b"), ("x/..", ""), ("..a/b..", "..a/b..")],
)
def test_paths_are_brought_to_one_form(path, expected):
    assert normalise(path) == expected


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../../x", "a\0b", "a\\b", "C:\\x", "//host/x"])
def test_paths_that_lead_elsewhere_are_refused(path):
    with pytest.raises(SourceRefused):
        normalise(path)


def test_files_in_memory():
    sources = MemorySources({"types/own.yaml": b"own"}, max_file_size=3)
    assert sources.read("./types/own.yaml") == b"own"
    with pytest.raises(FileNotFoundError):
        sources.read("other.yaml")


def test_files_of_a_folder(root):
    assert DirectorySources(root).read("types/../types/own.yaml") == b"own"


@pytest.mark.parametrize("path", ["other.yaml", "service.yaml/own.yaml", "none/other.yaml"])
def test_a_file_that_is_not_there(root, path):
    with pytest.raises(FileNotFoundError):
        DirectorySources(root).read(path)


@pytest.mark.parametrize("make", [MemorySources, None])
def test_a_file_beyond_the_limit_is_refused(root, make):
    limited = (
        DirectorySources(root, max_file_size=6) if make is None else make({"service.yaml": b"7 bytes"}, max_file_size=6)
    )
    with pytest.raises(SourceRefused, match="larger than"):
        limited.read("service.yaml")


def test_links_may_stay_inside_and_not_lead_outside(root):
    (root / "inside.yaml").symlink_to("types/own.yaml")
    (root / "leaves.yaml").symlink_to("../outside.yaml")
    (root / "up").symlink_to("..")
    (root / "circle").symlink_to("circle")
    sources = DirectorySources(root)
    assert sources.read("inside.yaml") == b"own"
    for path in ("leaves.yaml", "up/outside.yaml", "circle"):
        with pytest.raises(SourceRefused):
            sources.read(path)


def test_a_folder_a_pipe_and_a_device_are_no_files(root):
    os.mkfifo(root / "pipe")
    for path in ("types", "pipe", ""):
        with pytest.raises(SourceRefused, match="not a file"):
            DirectorySources(root).read(path)


def test_a_name_that_the_system_cannot_have_is_refused(root):
    with pytest.raises(SourceRefused, match="system"):
        DirectorySources(root).read("a" * 300)
