from django.core.management import call_command

from webui.api import openapi
from webui.api.api import api


def test_the_committed_description_is_current() -> None:
    assert openapi.COMMITTED.read_text() == openapi.description(), "run: python manage.py export_openapi"


def test_export_writes_the_description(tmp_path, monkeypatch, capsys) -> None:
    file = tmp_path / "api" / "openapi.json"
    monkeypatch.setattr("webui.api.management.commands.export_openapi.COMMITTED", file)

    call_command("export_openapi")

    assert file.read_text() == openapi.description()


def test_every_route_has_a_summary_a_name_of_its_own_and_a_problem() -> None:
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]

    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert all(operation["description"] and operation["security"] for operation in operations)
    assert all("application/problem+json" in one["responses"]["default"]["content"] for one in operations)
    assert document["openapi"].startswith("3.1")
