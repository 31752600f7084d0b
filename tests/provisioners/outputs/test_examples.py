"""The examples in each format: written, and read by the format's tool, or refused for what they ask for."""

import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml

from provisioners.backends.contract import Right
from provisioners.outputs.contract import Package
from provisioners.outputs.registry import load_output
from tests.provisioners.outputs.cluster import by_name, check
from tests.provisioners.outputs.quadlet.units import services
from tests.provisioners.outputs.rendering import context
from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import DirectorySources
from topology.values.value import Secret

FOLDER = Path(__file__).parents[3] / "tosca-templates"
EXAMPLES = ("five-services", "one-container-site", "two-tier-shop")
REGISTRY = {"registry": "registry.example:5000"}
NOT_KNOWN = {"TS863"}
"""What only an image that is at hand tells."""

REFUSED = {
    ("appc", "five-services"): {"TS862", "TS865", *NOT_KNOWN},
    ("appc", "one-container-site"): {"TS862", *NOT_KNOWN},
    ("appc", "two-tier-shop"): {"TS862", *NOT_KNOWN},
    ("nerdctl", "five-services"): {"TS862"},
    ("nulecule", "five-services"): {"TS862"},
    ("nulecule", "two-tier-shop"): {"TS860"},
    ("oci", "five-services"): NOT_KNOWN,
    ("oci", "one-container-site"): NOT_KNOWN,
    ("oci", "two-tier-shop"): NOT_KNOWN,
}
"""A pod names the host's ports and has each app once; the five services have a network that is cut off."""


@cache
def graph_of(example: str) -> TopologyGraph:
    sources = DirectorySources(FOLDER / example)
    declared = read_template(sources, "template.yaml").graph
    assert declared is not None
    open_ones = [each.name for each in declared.inputs.values() if each.secret and each.default is None]
    graph = read_template(sources, "template.yaml", inputs={name: Secret(f"input:{name}") for name in open_ones}).graph
    assert graph is not None
    return graph


def written(name: str, example: str, **options: str) -> Package:
    fields: dict[str, Any] = {"deployment": example, "options": options}
    return load_output(name).render(graph_of(example), context(Right.IMAGE_BUILD, **fields))


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("name", ["appc", "helm", "kustomize", "nerdctl", "nulecule", "oci", "quadlet"])
def test_it_is_written_or_refused_for_a_reason(name: str, example: str) -> None:
    options = REGISTRY if name in ("helm", "kustomize", "nulecule") else {}
    found = written(name, example, **options)
    codes = {each.code for each in found.diagnostics if each.is_error}
    assert codes == REFUSED.get((name, example), set())
    assert bool(found.files) == (not codes)


@pytest.mark.parametrize("example", ["five-services", "two-tier-shop"])
def test_another_provider_is_the_way_out_of_nulecules(example: str) -> None:
    assert written("nulecule", example, providers="kubernetes", **REGISTRY).files


@pytest.mark.tools
@pytest.mark.parametrize("example", EXAMPLES)
def test_podmans_generator_reads_the_units(format_tool, tmp_path: Path, example: str) -> None:
    found = written("quadlet", example)
    units = [path for path in found.files if path.startswith("containers/") and "/files/" not in path]
    assert len(services(format_tool("quadlet"), found, tmp_path)) == len(units)


@pytest.mark.parametrize("example", EXAMPLES)
def test_helm_makes_valid_objects_of_the_chart(tmp_path: Path, example: str) -> None:
    found = written("helm", example, **REGISTRY)
    for path, text in found.files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    with helm_python.Chart.load(str(tmp_path)) as chart:
        made = chart.render({"secrets": {note.name: "x" for note in found.secrets}}, namespace=example)
    objects = by_name([yaml.safe_load(text) for path, text in made.items() if path.endswith(".yaml")])
    assert len(objects) == len([path for path in found.files if path.startswith("templates/")]) - 1
    check(objects)


@pytest.mark.tools
@pytest.mark.parametrize("example", EXAMPLES)
def test_kustomize_builds_the_base(format_tool, tmp_path: Path, example: str) -> None:
    found = written("kustomize", example, **REGISTRY)
    for path in found.folders:
        (tmp_path / path).mkdir()
    files = {**found.files, **{f"secrets/{note.name}": "x" for note in found.secrets}}
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    done = subprocess.run([format_tool("kustomize"), "build", tmp_path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    check(by_name(list(yaml.safe_load_all(done.stdout))))
