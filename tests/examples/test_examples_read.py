"""The examples are exemplary: no findings, everything described, images that are small and share their layers."""

import re
import shlex
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from provisioners.backends.contract import RenderContext, Right
from provisioners.backends.registry import load_backend
from tests.examples.catalogue import ENTRY, EXAMPLES, TEMPLATES
from topology.graph.model import TopologyGraph
from topology.reading import Reading, read_template
from topology.sources import DirectorySources
from topology.values.value import Secret

BASE = "debian:bookworm-slim"
PASSWORD = Secret("input:database_password")
NEEDED = {"two-tier-shop": {"database_password": PASSWORD}}
DOCKERFILES = sorted(TEMPLATES.glob("*/*/Dockerfile"))
DROPS_ROOT_BY_ITSELF = {
    "five-services/redis",
    "two-tier-shop/database",
    "substitutes/mariadb",
    "substitutes/postgresql",
    "substitutes/nginx",
}

example = pytest.mark.parametrize("name", EXAMPLES)
dockerfile = pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: str(path.parent.relative_to(TEMPLATES)))


def read(name: str, **inputs: object) -> Reading:
    return read_template(DirectorySources(TEMPLATES / name), ENTRY, inputs=inputs or None)  # type: ignore[arg-type]


def graph_of(name: str) -> TopologyGraph:
    graph = read(name).graph
    assert graph is not None
    return graph


def test_every_example_is_listed() -> None:
    folders = {path.parent.name for path in TEMPLATES.glob(f"*/{ENTRY}")}
    assert folders == set(EXAMPLES)
    listing = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    assert all(f"]({name}/README.md)" in listing for name in EXAMPLES)


@example
def test_there_is_nothing_to_say_against_it(name: str) -> None:
    assert read(name).diagnostics == ()


@example
def test_everything_in_it_is_described(name: str) -> None:
    graph = graph_of(name)
    assert graph.metadata["template_name"] == name
    assert graph.metadata.keys() == {"template_name", "template_author", "template_version"}
    descriptions = [graph.description]
    for part in (graph.inputs, graph.nodes, graph.outputs):
        descriptions += [entity.description for entity in part.values()]
    assert all(descriptions)


@example
def test_its_readme_has_a_picture_and_names_inputs_outputs_and_nodes(name: str) -> None:
    text = (TEMPLATES / name / "README.md").read_text(encoding="utf-8")
    graph = graph_of(name)
    assert "```mermaid" in text
    assert f"tosca-templates/{name}/{ENTRY}" in text
    assert all(f"`{item}`" in text for item in [*graph.inputs, *graph.outputs])
    assert all(re.search(rf"\b{item}\b", text) for item in graph.nodes)


@example
def test_the_commands_of_its_readme_work(name: str, tmp_path: Path) -> None:
    (tmp_path / "tosca-templates").symlink_to(TEMPLATES)
    text = (TEMPLATES / name / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ toposmith (.*)$", text, re.MULTILINE)
    assert {command.split()[0] for command in commands} >= {"validate", "compile"}
    for command in commands:
        run = [sys.executable, "-m", "toposmith.cli", *shlex.split(command)]
        done = subprocess.run(run, cwd=tmp_path, env={"PYTHONPATH": str(TEMPLATES.parent)}, check=False)
        assert done.returncode == 0
    assert list(tmp_path.glob("*/compose.yaml"))


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("one-container-site", {"published_port": 70000}),
        ("one-container-site", {"published_port": "eighty"}),
        ("two-tier-shop", {"published_port": 0}),
        ("two-tier-shop", {"database_password": PASSWORD, "database_name": "Robert'); DROP TABLE"}),
        ("five-services", {"web_replicas": 5}),
    ],
)
def test_unfit_inputs_are_found(name: str, inputs: dict[str, object]) -> None:
    assert read(name, **inputs).has_errors


@example
def test_it_needs_no_right_but_that_to_build_images(name: str) -> None:
    backend, graph = load_backend("compose"), read(name, **NEEDED.get(name, {})).graph
    assert graph is not None
    context = RenderContext("site", secret_digest=lambda reference: "", rights=frozenset({Right.IMAGE_BUILD}))
    assert backend.render(graph, context).diagnostics == ()
    refused = backend.render(graph, replace(context, rights=frozenset())).diagnostics
    assert {diagnostic.code for diagnostic in refused} == {"TS710"}


def test_the_shop_hides_its_password() -> None:
    graph = read("two-tier-shop", database_password=PASSWORD).graph
    assert graph is not None
    assert graph.inputs["database_password"].secret
    for address in ("web", "database"):
        assert graph.nodes[address].properties["secrets"] == {"database_password": PASSWORD}


def test_the_shop_tells_its_web_tier_where_the_database_is() -> None:
    graph = read("two-tier-shop", database_password=PASSWORD, database_name="smithy").graph
    assert graph is not None
    rendered = load_backend("compose").render(graph, RenderContext("shop", str, rights=frozenset({Right.IMAGE_BUILD})))
    assert any("postgresql://shop@database:5432/smithy" in text for text in rendered.files.values())


@dockerfile
def test_an_image_comes_from_debian_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^FROM (.*)$", text, re.MULTILINE) == [BASE]
    assert not re.search(r"https?://|^ADD|pip|curl|wget", text, re.MULTILINE)


@dockerfile
def test_a_step_that_installs_leaves_no_lists_behind(path: Path) -> None:
    for step in steps(path):
        if "apt-get install" in step:
            assert "--no-install-recommends" in step
            assert step.startswith("RUN ")
            assert step.endswith("rm -rf /var/lib/apt/lists/*")


@dockerfile
def test_a_container_does_not_run_as_root(path: Path) -> None:
    name = path.parent.relative_to(TEMPLATES).as_posix()
    users = re.findall(r"^USER (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    if name in DROPS_ROOT_BY_ITSELF:
        assert "exec setpriv" in (path.parent / "start.sh").read_text(encoding="utf-8")
    else:
        assert len(users) == 1
        assert users[0] != "root"


def test_images_with_a_package_in_common_share_the_layer_that_holds_it() -> None:
    layers: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for path in DOCKERFILES:
        before = steps(path)
        for place, step in enumerate(before):
            for package in packages(step):
                layers[package].add(tuple(before[: place + 1]))
    assert {package for package, ways in layers.items() if len(ways) > 1} == set()


def steps(path: Path) -> list[str]:
    """The instructions of a Dockerfile, each on one line."""
    text = re.sub(r"\\\n\s*", "", path.read_text(encoding="utf-8"))
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def packages(step: str) -> list[str]:
    installed = re.search(r"apt-get install ((?:\S+ ?)*?)(?:&&|$)", step)
    return [word for word in installed[1].split() if not word.startswith("-")] if installed else []
