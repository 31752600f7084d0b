"""compile(import(x)) means what x means: for made projects, by their long form and by Compose's own reading."""

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from tests.topology.importing.compiling import Compiled, compiled, import_folder
from tests.topology.importing.compose.normal import config, normal
from tests.topology.importing.compose.strategies import Project, projects

LATE = settings(deadline=None, suppress_health_check=list(HealthCheck))


def written(project: Project, folder: Path) -> None:
    (folder / "compose.yaml").write_text(project.text, encoding="utf-8")
    for name, text in project.files.items():
        (folder / name).write_text(text, encoding="utf-8")


def back(folder: Path) -> Compiled:
    return compiled(import_folder(folder, "compose.yaml"), "compose")


@settings(LATE, max_examples=100)
@given(projects())
def test_what_is_compiled_means_what_was_imported(project: Project) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(project, folder)
        ours = back(folder)
        file = yaml.safe_load(ours.rendered.files["compose.yaml"])
        assert normal(file, folder, ours.secrets, {}) == normal(project.long, folder, {}, {}), ours.imported.text


@pytest.mark.engine
@settings(LATE, max_examples=50)
@given(projects())
def test_compose_itself_reads_both_alike(docker_engine: None, project: Project) -> None:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        folder, result = Path(name), Path(other)
        written(project, folder)
        ours = back(folder)
        (result / "compose.yaml").write_text(ours.rendered.files["compose.yaml"], encoding="utf-8")
        again = config(result, "compose.yaml", variables=ours.secrets)
        theirs = config(folder, "compose.yaml")
        assert normal(again, folder, ours.secrets, {}) == normal(theirs, folder, {}, {}), ours.imported.text
