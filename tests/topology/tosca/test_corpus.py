"""Files that others wrote, with what their projects or several readers say about them.

The folder is named by ``TOPOSMITH_CORPUS``; it is no part of this project. ``known_differences.json`` says for each
file that is judged otherwise here which section decides.
"""

import csv
import json
import os
from pathlib import Path

import pytest

from topology.reading import read_template
from topology.sources import DirectorySources

DIFFERENCES: dict[str, str] = json.loads((Path(__file__).parent / "known_differences.json").read_text())
PASS_SHARE = 0.95


@pytest.fixture(scope="module")
def corpus() -> Path:
    folder = os.environ.get("TOPOSMITH_CORPUS")
    if not folder:
        pytest.skip("TOPOSMITH_CORPUS names no folder with files of others")
    return Path(folder)


@pytest.mark.corpus
def test_files_of_others_are_judged_as_they_say(corpus: Path) -> None:
    rows = [row for row in _rows(corpus) if row["version"] == "tosca_simple_yaml_1_3"]
    assert len(rows) > 100
    different = {row["path"] for row in rows if _judged(corpus, row["path"]) != row["expected"]}
    assert different == DIFFERENCES.keys()
    assert 1 - len(different) / len(rows) >= PASS_SHARE


def _rows(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "manifest.tsv").open(newline="") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t"))
    return [row for row in rows if row["confidence"] in ("asserted", "consensus") and row["expected"] != "unknown"]


def _judged(corpus: Path, path: str) -> str:
    """A project's folder is the root, since its files import each other."""
    project, _, entry = path.partition("/")
    return "invalid" if read_template(DirectorySources(corpus / project), entry).has_errors else "valid"


@pytest.mark.corpus
def test_no_file_of_others_breaks_the_reader(corpus: Path) -> None:
    """Files of every version, and the broken ones too."""
    for path in sorted(corpus.rglob("*.yaml")):
        relative = path.relative_to(corpus)
        reading = read_template(DirectorySources(corpus / relative.parts[0]), "/".join(relative.parts[1:]))
        assert (reading.graph is None) == reading.has_errors
