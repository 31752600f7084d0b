"""Charts are read by Helm's own engine, and give the objects of the backend."""

from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from provisioners.outputs.contract import Package
from provisioners.outputs.helm import output
from provisioners.outputs.helm.templates import escaped
from tests.provisioners.graphs import edge, graph, node
from tests.provisioners.outputs.cluster import Manifest, Objects, by_name, check, package, wanted, without_content
from tests.provisioners.outputs.rendering import IMAGE, SECRET, codes
from topology.graph.model import Edge, Node, TopologyGraph
from topology.values.value import Concat

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
braces = st.lists(st.sampled_from(["{{", "}}", "{", "}", "-", " ", "/*", "*/", '"', "`", "$", ".Values", "\n"])).map(
    "".join
)


def chart_of(found: Package, folder: Path) -> Path:
    for path, text in found.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def installed(found: Package, folder: Path, values: dict[str, Any], namespace: str = "shop") -> Objects:
    """The objects that Helm makes of a chart."""
    with helm_python.Chart.load(str(chart_of(found, folder))) as chart:
        made = chart.render(values, name="release", namespace=namespace)
    manifests: list[Manifest] = []
    for path, text in made.items():
        if path.endswith(".yaml"):
            manifests += yaml.safe_load_all(text)
    return by_name(manifests)


def given_secrets(found: Package) -> dict[str, Any]:
    return {"secrets": {note.name: f"the {note.name}" for note in found.secrets}}


def small(*parts: Node | Edge) -> TopologyGraph:
    return graph(*parts)


def test_the_objects_are_those_of_the_backend(tmp_path: Path) -> None:
    found = package(output)
    made = installed(found, tmp_path, given_secrets(found))
    expected = wanted()
    del expected["Namespace", "shop"]
    assert without_content(made) == without_content(expected)
    check(made)


def test_helms_linter_finds_nothing(tmp_path: Path) -> None:
    found = package(output)
    report = helm_python.lint(str(chart_of(found, tmp_path)), given_secrets(found), strict=True)
    assert report["errors"] == []
    assert [each for each in report["messages"] if each["severity"] > 1] == []


def test_secrets_are_values_that_have_to_be_given(tmp_path: Path) -> None:
    found = package(output)
    assert all(value == "" for value in yaml.safe_load(found.files["values.yaml"])["secrets"].values())
    with pytest.raises(helm_python.HelmError, match=r"set secrets\."):
        installed(found, tmp_path, {})


def test_a_secret_may_hold_anything(tmp_path: Path) -> None:
    found = package(output, small(node("web", image=IMAGE, secrets={"key": SECRET}, environment={"A": SECRET})))
    (note,) = found.secrets
    assert note.name == "password"
    text = "a\n\"b\" 'c' {{ .Values.x }} \\ é 😀 \x7f: #"
    made = installed(found, tmp_path, {"secrets": {"password": text}})
    assert made["Secret", "web"]["stringData"] == {"secret.key": text, "env.A": text}


def test_images_replicas_and_the_namespace_are_values(tmp_path: Path) -> None:
    web = node("web-1", image=IMAGE, scalable={"default_instances": 2})
    found = package(output, small(web))
    assert yaml.safe_load(found.files["values.yaml"]) == {"images": {"web-1": IMAGE}, "replicas": {"web-1": 2}}
    values = {"images": {"web-1": "other:2"}, "replicas": {"web-1": 5}}
    made = installed(found, tmp_path, values, namespace="elsewhere")["Deployment", "web-1"]
    assert made["metadata"]["namespace"] == "elsewhere"
    assert made["spec"]["replicas"] == 5
    assert made["spec"]["template"]["spec"]["containers"][0]["image"] == "other:2"


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts | braces, min_size=1, max_size=5))
@example(["{{ .Release.Name }}", "{{{{", "{{", "{{/* x */}}", "{{- end }}", '{{ "a" }}', "}}{{", "${x}", "a\n{{b}}\n"])
def test_no_text_is_obeyed(tmp_path: Path, found: list[str]) -> None:
    variables = {f"V{number}": text for number, text in enumerate(found)}
    web = small(node("web", image=IMAGE, command=tuple(found), environment=variables, files={"/etc/a": found[0]}))
    made = installed(package(output, web), tmp_path, {})
    assert without_content(made) == {key: each for key, each in wanted(web).items() if key[0] != "Namespace"}


def test_braces() -> None:
    assert escaped("a {{ b }} {") == 'a {{ "{{" }} b }} {'


def test_the_notes_are_a_template_too(tmp_path: Path) -> None:
    web = small(node("web", image=IMAGE))
    found = package(output, web, deployment="shop {{ .Values.x }}")
    with helm_python.Chart.load(str(chart_of(found, tmp_path))) as chart:
        (notes,) = (text for path, text in chart.render({}, namespace="n").items() if path.endswith("NOTES.txt"))
    assert notes.startswith("shop {{ .Values.x }} is in the namespace n.")


def test_a_secret_of_several_parts_is_one_value() -> None:
    secret = Concat(("postgres://", SECRET))
    found = package(output, small(node("web", image=IMAGE, environment={"URL": secret})))
    (note,) = found.secrets
    assert note.name.startswith("TOPOSMITH_S_")
    assert note.how == f"set the value secrets.{note.name}, best in a file that --values names"
    assert "postgres://" not in repr(found.files)


def test_nobody_waits_for_a_job() -> None:
    job = node("job", "toposmith.nodes.Job", image=IMAGE)
    assert codes(output, node("web", image=IMAGE), job, edge("web", "dependency", "job")) == [("TS864", 1)]
