"""Kustomize builds the base, and what it builds are the objects of the backend."""

import base64
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provisioners.outputs.contract import Package
from provisioners.outputs.kustomize import output
from tests.provisioners.graphs import graph, node
from tests.provisioners.outputs.cluster import Objects, by_name, check, package, wanted, without_content
from tests.provisioners.outputs.rendering import IMAGE, SECRET, codes

DIGEST = f"sha256:{'0' * 64}"


@pytest.fixture(scope="session")
def kustomize(format_tool) -> str:
    return format_tool("kustomize")


def written(found: Package, folder: Path, secrets: dict[str, str] | None = None) -> Path:
    for path, text in found.files.items():
        (folder / path).write_text(text)
    for path in found.folders:
        (folder / path).mkdir(exist_ok=True)
    for note in found.secrets:
        (folder / "secrets" / note.name).write_text((secrets or {}).get(note.name, f"the {note.name}"))
    return folder


def built(kustomize: str, folder: Path) -> Objects:
    done = subprocess.run([kustomize, "build", str(folder)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return by_name(list(yaml.safe_load_all(done.stdout)))


def kustomization(*parts: Any, **fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(package(output, graph(*parts), **fields).files["kustomization.yaml"])
    return found


@pytest.mark.tools
def test_the_objects_are_those_of_the_backend(kustomize: str, tmp_path: Path) -> None:
    made = built(kustomize, written(package(output), tmp_path))
    assert without_content(made) == without_content(wanted())
    check(made)


@pytest.mark.tools
def test_a_secret_may_hold_anything(kustomize: str, tmp_path: Path) -> None:
    web = graph(node("web", image=IMAGE, secrets={"key": SECRET}, environment={"A": SECRET}))
    text = "a\n\"b\" 'c' $(x) \\ é 😀\n"
    data = built(kustomize, written(package(output, web), tmp_path, {"password": text}))["Secret", "web"]["data"]
    assert {key: base64.b64decode(value).decode() for key, value in data.items()} == {"secret.key": text, "env.A": text}


FORBIDDEN = "\x7f\x80\x85\x9f\u2028\u2029\ufffe\uffff"
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30).filter(
    lambda text: codes(output, node("web", image=IMAGE, command=(text,))) == []
)


@pytest.mark.tools
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, min_size=1, max_size=10))
def test_texts_come_out_as_they_went_in(kustomize: str, tmp_path: Path, found: list[str]) -> None:
    variables = {f"V{number}": text for number, text in enumerate(found)}
    web = graph(node("web", image=IMAGE, command=tuple(found), environment=variables, files={"/etc/a": found[0]}))
    assert built(kustomize, written(package(output, web), tmp_path)) == wanted(web)


@pytest.mark.parametrize("character", FORBIDDEN)
def test_control_characters_are_refused(character: str) -> None:
    lines = {
        ("properties", "command", 1): 41,
        ("properties", "environment", "A"): 42,
        ("properties", "files", "/a"): 43,
    }
    text = f"a{character}"
    web = node("web", image=IMAGE, lines=lines, command=("x", text), environment={"A": text}, files={"/a": text})
    assert codes(output, web) == [("TS861", 41), ("TS861", 42), ("TS861", 43)]


class TestImages:
    def test_each_can_be_overridden(self) -> None:
        found = kustomization(
            node("a", image="nginx:1.27"), node("b", image="host:5000/site:1"), node("c", image="redis")
        )
        assert found["images"] == [{"name": "nginx", "newTag": "1.27"}, {"name": "host:5000/site", "newTag": "1"}]

    def test_one_with_a_digest(self) -> None:
        assert kustomization(node("a", image=f"nginx@{DIGEST}"))["images"] == [{"name": "nginx", "digest": DIGEST}]

    @pytest.mark.parametrize("images", [("nginx:1", "nginx:2"), ("nginx:1", "nginx"), (f"nginx:1@{DIGEST}",)])
    def test_not_where_one_entry_would_change_several(self, images: tuple[str, ...]) -> None:
        assert "images" not in kustomization(*(node(f"n{number}", image=image) for number, image in enumerate(images)))

    @pytest.mark.tools
    def test_an_override(self, kustomize: str, tmp_path: Path) -> None:
        found = package(output, graph(node("web", image="nginx:1.27")))
        overlay = tmp_path / "overlay"
        overlay.mkdir()
        (tmp_path / "base").mkdir()
        written(found, tmp_path / "base")
        images = [{"name": "nginx", "newTag": "2.0"}]
        (overlay / "kustomization.yaml").write_text(yaml.safe_dump({"resources": ["../base"], "images": images}))
        (container,) = built(kustomize, overlay)["Deployment", "web"]["spec"]["template"]["spec"]["containers"]
        assert container["image"] == "nginx:2.0"


def test_secrets_are_made_of_files() -> None:
    found = package(output, graph(node("web", image=IMAGE, secrets={"key": SECRET})))
    (generator,) = yaml.safe_load(found.files["kustomization.yaml"])["secretGenerator"]
    assert generator["files"] == ["secret.key=secrets/password"]
    assert found.folders == ("secrets",)
    assert [note.how for note in found.secrets] == ["write the file secrets/password"]
    assert not any("secret" in path for path in found.files)


def test_the_namespace_is_an_option() -> None:
    found = package(output, graph(node("web", image=IMAGE)), options={"namespace": "team"})
    assert not any(path.startswith("namespace-") for path in found.files)
    assert all(
        yaml.safe_load(text)["metadata"]["namespace"] == "team" for path, text in found.files.items() if path[0] != "k"
    )
