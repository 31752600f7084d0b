"""What every output must refuse, and at which line; and what never stands in a file."""

from typing import Any

import pytest

from provisioners.backends.contract import Right
from provisioners.outputs.contract import LocalImage, Output, Package
from provisioners.outputs.registry import load_output, output_names
from tests.provisioners.backends.refusals import HOLES, MOUNT, OUTSIDE, SOCKETS, host_path, web
from tests.provisioners.graphs import dockerfile, edge, node
from tests.provisioners.outputs.rendering import IMAGE, SECRET, policy, rendered
from topology.graph.model import Edge, Node, Policy
from topology.values.value import Concat, Unknown, Value

FIELDS: dict[str, dict[str, Any]] = {"appc": {"digests": {IMAGE: f"sha512-{'0' * 128}"}}}
"""What a format needs to be told before it can say anything, by its name."""

HERE = {IMAGE: LocalImage(entrypoint=("/bin/site",), passwd="root:x:0:0::/:/bin/sh\n", group="root:x:0:\n")}


@pytest.fixture(params=output_names())
def output(request: pytest.FixtureRequest) -> Output:
    return load_output(request.param)


@pytest.fixture
def render(output: Output) -> Any:
    def rendered_with(*parts: Node | Edge | Policy, rights: tuple[Right, ...] = (), **fields: Any) -> Package:
        return rendered(output, *parts, rights=rights, **{"images": HERE, **FIELDS.get(output.name, {}), **fields})

    return rendered_with


def found_in(package: Package) -> list[tuple[str, int]]:
    assert not package.files or not [each for each in package.diagnostics if each.is_error]
    return [(each.code, each.span.line) for each in package.diagnostics if each.is_error]


def is_said(package: Package) -> bool:
    return bool(package.files) or bool(found_in(package))


def test_a_plain_container_is_written(render: Any) -> None:
    assert render(web()).files


def test_it_says_what_it_is_and_how_it_is_checked(output: Output) -> None:
    assert output.title
    assert output.checked_by
    for option in output.options.values():
        assert option.description.endswith(".")


@pytest.mark.parametrize("key", HOLES)
def test_a_hole_is_closed_at_its_line(render: Any, key: str) -> None:
    value, right, code = HOLES[key]
    others = tuple(other for other in Right if other is not right)
    assert (code, 40) in found_in(render(web(**{key: value})))
    assert (code, 40) in found_in(render(web(**{key: value}), rights=others))


@pytest.mark.parametrize("key", HOLES)
def test_a_granted_right_is_used_or_refused(render: Any, key: str) -> None:
    value, right, code = HOLES[key]
    found = render(web(**{key: value}), rights=(right,))
    assert code not in [each for each, _ in found_in(found)]
    assert is_said(found)
    assert found.files != render(web()).files


@pytest.mark.parametrize("path", SOCKETS)
def test_the_engines_socket(render: Any, path: str) -> None:
    assert ("TS708", 50) in found_in(render(web(), host_path(path), MOUNT, rights=(Right.HOST_PATHS,)))


def test_host_paths(render: Any) -> None:
    assert ("TS707", 50) in found_in(render(web(), host_path("/srv/files"), MOUNT))


@pytest.mark.parametrize("path", OUTSIDE)
def test_files_come_from_the_archive_only(render: Any, path: str) -> None:
    made = node("web", artifacts={"image": dockerfile(path)})
    assert "TS811" in [code for code, _ in found_in(render(made, rights=(Right.IMAGE_BUILD,)))]


@pytest.mark.parametrize(
    "image",
    ["--privileged", "--volume=/:/host", "a b", "a\nb", "-v", "a;b", "$(id)", "UPPER/x", "a:b:c", "{{ .Values.x }}"],
)
def test_what_is_no_image_is_refused(render: Any, image: str) -> None:
    made = node("web", image=image, lines={("artifacts", "image"): 12})
    assert ("TS861", 12) in found_in(render(made, images={image: HERE[IMAGE]}))


@pytest.mark.parametrize("key", ["user", "working_dir", "environment", "secrets", "files", "command", "entrypoint"])
def test_no_secret_stands_in_a_file(render: Any, key: str) -> None:
    secret = Concat(("before", SECRET))
    shapes: dict[str, Value] = {
        "environment": {"A": secret},
        "secrets": {"a": secret},
        "files": {"/a": secret},
        "command": ("sh", secret),
        "entrypoint": ("sh", secret),
    }
    found = render(web(**{key: shapes.get(key, secret)}))
    assert "keyed(" not in repr(found.files)
    assert "before" not in repr(found.files)
    assert is_said(found)
    if found.files:
        (note,) = found.secrets
        assert list(note.parts) == ["before", {"secret": "input:password"}]
        assert "before" not in note.how
    else:
        assert found_in(found)[0][0] in ("TS860", "TS808")


@pytest.mark.parametrize("value", [SECRET, Unknown("", ("inputs", "x"))])
def test_a_secret_or_unknown_health_check(render: Any, value: Value) -> None:
    assert is_said(render(web(health_check={"command": ("check", value)})))


def test_a_node_type_without_a_counterpart(render: Any) -> None:
    assert ("TS801", 4) in found_in(render(web(), node("x", "example.nodes.Strange", lines={("type",): 4})))


def test_isolation_is_kept_or_refused(render: Any) -> None:
    assert "TS823" in [code for code, _ in found_in(render(web(), policy("Isolation", "web")))]
    found = render(web(), policy("Isolation", "web"), options={"vm_runtime": "kata"})
    assert "kata" in repr(found.files)


def test_snapshots_are_refused(render: Any) -> None:
    data = node(
        "data", "toposmith.nodes.Volume", lines={("properties", "deletion_policy"): 9}, deletion_policy="snapshot"
    )
    assert ("TS806", 9) in found_in(render(web(), data, edge("web", "storage", "data", location="/data")))


def test_the_same_arguments_give_the_same_bytes(render: Any) -> None:
    every = web(files={"/a": "b"}, secrets={"c": SECRET}, ports=({"target": 80},))
    assert render(every) == render(every)


def test_a_graph_without_containers_is_nothing(render: Any) -> None:
    found = render()
    assert (found.files, found_in(found)) == ({}, [])


def test_no_path_leaves_the_folder(render: Any) -> None:
    found = render(web(files={"/../../a": "b", "/c": "d"}))
    for path in (*found.files, *found.folders, *found.roots, *found.copies):
        assert not path.startswith("/")
        assert ".." not in path.split("/")
