from django.test import Client

from tests.rows import WEB_TEMPLATE, latest, make_template
from tests.webui.conftest import People


def test_a_version_tells_its_files_and_inputs(viewer: Client, people: People) -> None:
    version = latest(make_template(people.team))

    response = viewer.get(f"/api/v1/versions/{version.pk}")

    body = response.json()
    assert response["ETag"] == '"1"'
    assert (body["number"], body["entry"], body["valid"], body["author"]) == (1, "web.yaml", True, "somebody")
    assert body["files"] == [
        {"path": "README.md", "size": 5},
        {"path": "web.yaml", "size": len(WEB_TEMPLATE)},
    ]
    inputs = {item["name"]: item for item in body["inputs"]}
    assert inputs["greeting"]["default"] == "hello"
    assert (inputs["password"]["secret"], inputs["greeting"]["secret"]) == (True, False)


def test_the_graph_shows_nodes_edges_and_no_secret(viewer: Client, people: People) -> None:
    version = latest(make_template(people.team))

    body = viewer.get(f"/api/v1/versions/{version.pk}/graph").json()

    nodes = {node["address"]: node for node in body["nodes"]}
    assert {address: node["kind"] for address, node in nodes.items()} == {"web": "container", "data": "volume"}
    assert nodes["web"]["properties"]["secrets"] == {"password": {"secret": "input:password"}}
    assert nodes["web"]["properties"]["environment"] == {"GREETING": "hello"}
    assert nodes["web"]["artifacts"][0]["file"] == "nginx:1.27"
    assert [(edge["source"], edge["target"], edge["kind"]) for edge in body["edges"]] == [
        ("web", "data", "attaches-to")
    ]
    assert [output["name"] for output in body["outputs"]] == ["url"]


def test_a_file_is_plain_text_for_every_browser(viewer: Client, people: People) -> None:
    version = latest(make_template(people.team))

    response = viewer.get(f"/api/v1/versions/{version.pk}/files/web.yaml")

    assert response.content.decode() == WEB_TEMPLATE
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_not_there_is_not_found(viewer: Client, people: People) -> None:
    version = latest(make_template(people.team))

    for path in ("nothing.yaml", "../web.yaml", "..%2f..%2fetc%2fpasswd"):
        assert viewer.get(f"/api/v1/versions/{version.pk}/files/{path}").status_code == 404
