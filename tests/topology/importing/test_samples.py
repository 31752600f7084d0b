"""Each sample gives the template and the findings that are kept beside it, and means the same afterwards.

``TOPOSMITH_KEEP=1 pytest tests/topology/importing/test_samples.py`` writes them anew.
"""

import os
import tempfile
from pathlib import Path

import pytest
import yaml

from tests.topology.importing.compiling import compiled, read_imported
from tests.topology.importing.compose.normal import config
from tests.topology.importing.compose.normal import normal as compose_normal
from tests.topology.importing.kubernetes.normal import normal as kubernetes_normal
from tests.topology.importing.samples import (
    ALL,
    COMPOSE,
    FINDINGS,
    KUBERNETES,
    SAMPLES,
    TEMPLATE,
    as_kept,
    files_of,
    imported,
)
from topology.importing.kubernetes.helm import manifests_of
from topology.importing.write import SIMPLE_1_3, TOSCA_2_0, Version


def test_there_are_enough() -> None:
    assert len(COMPOSE) >= 15
    assert len(KUBERNETES) >= 6


@pytest.mark.parametrize("name", ALL)
def test_a_sample_gives_what_is_kept(name: str) -> None:
    folder = SAMPLES / name
    text, findings = as_kept(imported(name), folder)
    if os.environ.get("TOPOSMITH_KEEP") == "1":
        (folder / TEMPLATE).write_text(text, encoding="utf-8")
        (folder / FINDINGS).write_text(findings, encoding="utf-8")
    assert text == (folder / TEMPLATE).read_text(encoding="utf-8")
    assert findings == (folder / FINDINGS).read_text(encoding="utf-8")


@pytest.mark.parametrize("version", [SIMPLE_1_3, TOSCA_2_0], ids=lambda version: version.name)
@pytest.mark.parametrize("name", ALL)
def test_the_template_of_a_sample_is_valid(name: str, version: Version) -> None:
    assert read_imported(imported(name, version)).diagnostics == ()


@pytest.mark.parametrize("name", ALL)
def test_both_versions_of_tosca_say_the_same(name: str) -> None:
    backend = name.partition("/")[0]
    files = [compiled(imported(name, version), backend).rendered.files for version in (SIMPLE_1_3, TOSCA_2_0)]
    assert files[0] == files[1]


@pytest.mark.parametrize("name", ALL)
def test_no_secret_of_a_sample_is_in_its_template(name: str) -> None:
    found = imported(name)
    assert found.draft is not None
    assert found.text is not None
    values = [line.partition(": ")[2] for line in found.text.splitlines()]
    for secret in found.draft.secrets.values():
        assert secret not in values
        assert len(secret) < 12 or secret not in found.text


@pytest.mark.engine
@pytest.mark.parametrize("name", COMPOSE)
def test_compose_reads_a_sample_and_what_came_of_it_alike(docker_engine: None, name: str) -> None:
    folder = SAMPLES / "compose" / name
    ours = compiled(imported(f"compose/{name}"), "compose")
    with tempfile.TemporaryDirectory() as other:
        (Path(other) / "compose.yaml").write_text(ours.rendered.files["compose.yaml"], encoding="utf-8")
        again = config(Path(other), "compose.yaml", variables=ours.secrets)
    built = {build.image: [build.context, build.dockerfile] for build in ours.rendered.builds}
    theirs = compose_normal(config(folder, *files_of(folder)), folder, _dotenv(folder), {})
    assert compose_normal(again, folder, ours.secrets, built) == theirs


@pytest.mark.parametrize("name", KUBERNETES)
def test_manifests_mean_the_same_afterwards(name: str) -> None:
    ours = compiled(imported(f"kubernetes/{name}"), "kubernetes")
    content = manifests_of((SAMPLES / "kubernetes" / name / "manifests.yaml").read_bytes())
    theirs = [document for document in yaml.safe_load_all(content) if document]
    documents = yaml.safe_load_all(ours.rendered.files["kubernetes.yaml"])
    assert kubernetes_normal(documents, ours.secrets) == kubernetes_normal(theirs, {})


def _dotenv(folder: Path) -> dict[str, str]:
    place = folder / ".env"
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    return dict(line.split("=", 1) for line in lines)
