"""Archives that others published, with what their own project's tests say of them."""

import os
from pathlib import Path

import pytest

from topology.csar import read_csar

CORPUS = os.environ.get("TOPOSMITH_CORPUS")
FOLDER = Path(CORPUS or ".") / "openstack+tosca-parser/samples/tests/data/CSAR"
REFUSED = {
    "csar_invalid_entry_def.zip": "TS288",
    "csar_metadata_not_yaml.zip": "TS288",
    "csar_missing_metadata.zip": "TS288",
    "csar_not_zip.zip": "TS280",
    "csar_no_metadata_file.zip": "TS289",
    "csar_root_yaml_with_tosca_definition1_0.zip": "TS289",
    "csar_two_root_level_yaml.zip": "TS287",
    "csar_wrong_metadata_file.zip": "TS289",
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="TOPOSMITH_CORPUS names no folder with these archives"),
]


def errors(place):
    archive = read_csar(place.read_bytes(), place.name)
    assert (archive.entry is None) <= any(found.is_error for found in archive.diagnostics)
    return {found.code for found in archive.diagnostics if found.is_error}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_archives_that_have_to_be_refused(name):
    assert errors(FOLDER / name) == {REFUSED[name]}


def test_all_others_are_read():
    others = [
        place for place in sorted(FOLDER.iterdir()) if place.suffix in (".zip", ".csar") and place.name not in REFUSED
    ]
    assert len(others) > 10
    assert [place.name for place in others if errors(place)] == []
