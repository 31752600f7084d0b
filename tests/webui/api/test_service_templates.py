import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rows import BROKEN_TEMPLATE, WEB_TEMPLATE, make_deployment, make_template
from tests.topology.test_at_hand import STORE
from tests.webui.conftest import People
from topology.models import Blob, ServiceTemplate, TemplateVersion
from topology.services import create_template

TEMPLATES = "/api/v1/service-templates"


def one_file(text: str, path: str = "web.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(path, text.encode())


def zipped(files: dict[str, str]) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return SimpleUploadedFile("web.zip", buffer.getvalue())


def test_a_file_becomes_a_template_with_a_first_version(member: Client) -> None:
    response = member.post(TEMPLATES, {"name": "Web", "files": [one_file(WEB_TEMPLATE)]})

    assert response.status_code == 201
    body = response.json()
    assert body["name"] == "Web"
    assert body["description"] == "A web server and its data."
    assert body["latest"] == {
        "id": body["latest"]["id"],
        "number": 1,
        "valid": True,
        "errors": 0,
        "warnings": 0,
        "node_count": 2,
    }
    assert response["ETag"] == '"1"'
    assert member.get(response["Location"]).json() == body


def test_an_archive_keeps_its_folders(member: Client) -> None:
    files = {"web.yaml": WEB_TEMPLATE, "web/Dockerfile": "FROM scratch"}

    body = member.post(TEMPLATES, {"name": "Web", "archive": zipped(files)}).json()

    version = member.get(f"/api/v1/versions/{body['latest']['id']}").json()
    assert [file["path"] for file in version["files"]] == ["web.yaml", "web/Dockerfile"]
    assert member.get(f"/api/v1/versions/{version['id']}/files/web/Dockerfile").content == b"FROM scratch"


def test_files_that_come_one_by_one_bring_their_paths(member: Client) -> None:
    files = [one_file(WEB_TEMPLATE), SimpleUploadedFile("Dockerfile", b"FROM scratch")]

    body = member.post(TEMPLATES, {"name": "Web", "files": files, "paths": ["web.yaml", "web/Dockerfile"]}).json()

    version = member.get(f"/api/v1/versions/{body['latest']['id']}").json()
    assert [file["path"] for file in version["files"]] == ["web.yaml", "web/Dockerfile"]


def test_a_template_with_errors_is_refused_with_all_of_them_and_nothing_is_saved(member: Client) -> None:
    response = member.post(TEMPLATES, {"name": "Web", "files": [one_file(BROKEN_TEMPLATE)]})

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["code"] == "invalid"
    assert len(body["errors"]) >= 2
    assert {error["file"] for error in body["errors"]} == {"web.yaml"}
    assert all(error["line"] > 1 and error["message"] and error["code"].startswith("TS") for error in body["errors"])
    assert not ServiceTemplate.objects.exists()
    assert not Blob.objects.exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "no_files"),
        ({"files": [one_file("a"), one_file("b")]}, "path_refused"),
        ({"files": [one_file("a")], "paths": ["../a.yaml"]}, "path_refused"),
        ({"files": [one_file("a")], "paths": ["/etc/passwd"]}, "path_refused"),
        ({"files": [one_file("a")], "paths": ["a.yaml", "b.yaml"]}, "paths_differ"),
        ({"files": [one_file("a", "a.txt")]}, "entry_missing"),
        ({"files": [one_file("a", "a.yaml"), one_file("b", "b.yaml")]}, "entry_missing"),
        ({"files": [one_file("a")], "entry": "b.yaml"}, "entry_missing"),
        ({"files": [one_file("a" * (5 * 2**20 + 1))]}, "too_large"),
        ({"archive": SimpleUploadedFile("a.zip", b"no zip")}, "archive_refused"),
        ({"archive": zipped({"a.yaml": "a"}), "files": [one_file("a")]}, "files_twice"),
        ({"archive": zipped({"../../etc/cron.d/a": "a"})}, "archive_refused"),
    ],
)
def test_what_cannot_be_stored_is_refused(member: Client, fields: dict, code: str) -> None:
    for files in fields.get("files", []), [fields.get("archive")]:
        for file in filter(None, files):
            file.seek(0)

    response = member.post(TEMPLATES, {"name": "Web", **fields})

    assert (response.status_code, response.json()["code"]) == (422, code)
    assert not Blob.objects.exists()


def test_a_name_is_taken_once_in_a_team(member: Client, people: People, strangers: People) -> None:
    make_template(people.team, "Mine")
    make_template(strangers.team, "Theirs")

    taken = member.post(TEMPLATES, {"name": "Mine", "files": [one_file(WEB_TEMPLATE)]})
    free = member.post(TEMPLATES, {"name": "Theirs", "files": [one_file(WEB_TEMPLATE)]})

    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    assert free.status_code == 201


def test_the_list_has_pages(member: Client, people: People) -> None:
    for name in ("c", "a", "b"):
        make_template(people.team, name)

    first = member.get(TEMPLATES, {"limit": 2}).json()
    second = member.get(TEMPLATES, {"limit": 2, "cursor": first["next"]}).json()

    assert [item["name"] for item in first["items"]] == ["a", "b"]
    assert [item["name"] for item in second["items"]] == ["c"]
    assert second["next"] is None


def test_the_list_counts_deployments(member: Client, people: People) -> None:
    make_deployment(people.team)
    make_template(people.team)

    counts = [item["deployments"] for item in member.get(TEMPLATES).json()["items"]]

    assert sorted(counts) == [0, 1]


def test_the_list_takes_as_many_queries_for_many_templates_as_for_one(
    member: Client, people: People, django_assert_num_queries
) -> None:
    make_template(people.team)
    member.get(TEMPLATES)
    with django_assert_num_queries(5):
        member.get(TEMPLATES)
    for _ in range(3):
        make_template(people.team)
    with django_assert_num_queries(5):
        member.get(TEMPLATES)


def test_a_version_is_added_and_the_old_one_stays(member: Client, people: People) -> None:
    template = make_template(people.team)
    changed = WEB_TEMPLATE.replace("nginx:1.27", "nginx:1.28")

    response = member.post(f"{TEMPLATES}/{template.pk}/versions", {"files": [one_file(changed)]})

    assert response.status_code == 201
    assert response["ETag"] == '"2"'
    assert response.json()["number"] == 2
    versions = member.get(f"{TEMPLATES}/{template.pk}/versions").json()["items"]
    assert [version["number"] for version in versions] == [2, 1]
    old = member.get(f"/api/v1/versions/{versions[1]['id']}/files/web.yaml")
    assert old.content.decode() == WEB_TEMPLATE


def test_a_version_on_top_of_an_outdated_one_is_refused(member: Client, people: People) -> None:
    template = make_template(people.team)
    address = f"{TEMPLATES}/{template.pk}/versions"

    first = member.post(address, {"files": [one_file(WEB_TEMPLATE)]}, headers={"if-match": '"1"'})
    second = member.post(address, {"files": [one_file(WEB_TEMPLATE)]}, headers={"if-match": '"1"'})
    odd = member.post(address, {"files": [one_file(WEB_TEMPLATE)]}, headers={"if-match": "W/x"})

    assert first.status_code == 201
    assert (second.status_code, second.json()["code"]) == (412, "version_outdated")
    assert odd.status_code == 412
    assert TemplateVersion.objects.count() == 2


def test_the_same_content_is_stored_once(member: Client, people: People) -> None:
    template = make_template(people.team)
    before = Blob.objects.count()

    member.post(f"{TEMPLATES}/{template.pk}/versions", {"files": [one_file(WEB_TEMPLATE)]})

    assert Blob.objects.count() == before


def test_a_template_is_deleted_unless_something_is_made_of_it(member: Client, people: People) -> None:
    free, used = make_template(people.team), make_deployment(people.team).version.template

    assert member.delete(f"{TEMPLATES}/{free.pk}").status_code == 204
    refused = member.delete(f"{TEMPLATES}/{used.pk}")

    assert (refused.status_code, refused.json()["code"]) == (409, "template_in_use")
    assert [template.pk for template in ServiceTemplate.objects.all()] == [used.pk]


def test_a_template_is_marked_as_a_substitute(member: Client, people: People) -> None:
    files = {"store.yaml": STORE.encode(), "server/Dockerfile": b"FROM scratch\n"}
    store = create_template(team=people.team, author="a", name="Store", files=files)
    address = f"/api/v1/service-templates/{store.pk}"

    response = member.patch(address, {"is_substitute": True}, "application/json")

    assert (response.status_code, response.json()["is_substitute"]) == (200, True)
    assert member.get(address).json()["is_substitute"] is True


def test_a_template_without_a_mapping_is_no_substitute(member: Client, people: People) -> None:
    address = f"/api/v1/service-templates/{make_template(people.team).pk}"

    response = member.patch(address, {"is_substitute": True}, "application/json")

    assert (response.status_code, response.json()["code"]) == (422, "no_substitute")
