import os
from pathlib import Path

import pytest

from topology.csar import Limits, folder_entry, read_folder


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "shop"
    (root / "web").mkdir(parents=True)
    (root / "service.yaml").write_bytes(b"a")
    (root / "web" / "Dockerfile").write_bytes(b"bb")
    (root / ".git").mkdir()
    (root / ".git" / "config").write_bytes(b"c")
    return root


def codes(folder, **limits):
    return [item.code for item in read_folder(folder, "shop", limits=Limits(**limits)).diagnostics]


def test_files_come_out_by_their_path_without_hidden_folders(folder):
    assert read_folder(folder, "shop").files == {"service.yaml": b"a", "web/Dockerfile": b"bb"}


@pytest.mark.parametrize("target", ["../outside", "service.yaml", "web"])
def test_a_link_is_refused_to_wherever_it_leads(folder, target):
    (folder.parent / "outside").mkdir()
    (folder / "link").symlink_to(target)
    assert codes(folder) == ["TS282"]


def test_a_pipe_is_refused_and_not_waited_for(folder):
    os.mkfifo(folder / "pipe")
    assert codes(folder) == ["TS282"]


def test_number_and_sizes_are_limited(folder):
    assert codes(folder, files=1) == ["TS284"]
    assert codes(folder, file_size=1) == ["TS284"]
    assert codes(folder, total_size=2) == ["TS284"]


def test_a_name_that_no_archive_can_hold_is_refused(folder):
    (folder / "a\\b").write_bytes(b"")
    assert codes(folder) == ["TS281"]


def test_the_entry_is_the_one_yaml_file_at_the_top(folder):
    (folder / "web" / "other.yaml").write_bytes(b"")
    assert folder_entry(folder, "shop").path == "service.yaml"


def test_the_entry_is_what_the_metadata_name(folder):
    (folder / "TOSCA-Metadata").mkdir()
    (folder / "TOSCA-Metadata" / "TOSCA.meta").write_text("Entry-Definitions: web/main.yaml\n")
    assert folder_entry(folder, "shop").diagnostic.code == "TS288"
    (folder / "web" / "main.yaml").write_bytes(b"")
    assert folder_entry(folder, "shop").path == "web/main.yaml"


def test_metadata_outside_of_the_folder_are_not_read(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "TOSCA.meta").write_text("Entry-Definitions: service.yaml\n")
    (folder / "TOSCA-Metadata").symlink_to(outside)
    assert folder_entry(folder, "shop").diagnostic.code == "TS288"


def test_a_folder_that_is_not_there_is_the_callers_mistake():
    with pytest.raises(FileNotFoundError):
        folder_entry(Path("/does/not/exist"), "x")
