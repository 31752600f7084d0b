"""What strangers may send as a template: always a diagnostic at its place, nothing fetched, nothing half saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rows import WEB_TEMPLATE
from topology.models import Blob, ServiceTemplate

HEAD = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
ALIASES = (
    HEAD
    + "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))
)


def with_import(target: str) -> str:
    return WEB_TEMPLATE.replace("  - toposmith:1.0\n", f"  - toposmith:1.0\n  - {target}\n")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(b"", 1, id="empty"),
        pytest.param(b"key: [", None, id="no YAML"),
        pytest.param(b"\x80\x81\x82", 1, id="no text"),
        pytest.param(b"[" * 1_000_000, 1, id="a million brackets"),
        pytest.param(ALIASES.encode(), None, id="a bomb of aliases"),
        pytest.param(b"x" * 4_000_000, 1, id="one long word"),
        pytest.param(with_import("https://example.org/types.yaml").encode(), 5, id="an import by URL"),
        pytest.param(with_import("../../etc/passwd").encode(), 5, id="an import from outside"),
        pytest.param(with_import("/etc/passwd").encode(), 5, id="an import from the root"),
    ],
)
def test_a_template_that_is_none_is_a_diagnostic(member: Client, content: bytes, line: int | None) -> None:
    files = [SimpleUploadedFile("web.yaml", content)]

    response = member.post("/api/v1/service-templates", {"name": "Web", "files": files})

    assert response.status_code == 422
    errors = response.json()["errors"]
    assert errors
    assert all(error["code"].startswith("TS") and error["file"] == "web.yaml" for error in errors)
    if line:
        assert errors[0]["line"] == line
    assert "root:" not in response.content.decode()
    assert not ServiceTemplate.objects.exists()
    assert not Blob.objects.exists()


def test_the_environment_is_not_read(member: Client) -> None:
    text = WEB_TEMPLATE.replace("nginx:1.27", "${SECRET_KEY}:$HOME")
    files = [SimpleUploadedFile("web.yaml", text.encode())]

    response = member.post("/api/v1/service-templates", {"name": "Web", "files": files})

    graph = member.get(f"/api/v1/versions/{response.json()['latest']['id']}/graph").json()
    assert graph["nodes"][0]["artifacts"][0]["file"] == "${SECRET_KEY}:$HOME"
