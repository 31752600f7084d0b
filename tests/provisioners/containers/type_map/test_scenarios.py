"""Templates as they are written for other tools, read with the shipped maps, and rendered for Compose."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from provisioners.backends.compose import backend
from provisioners.backends.contract import RenderContext, Rendered, Right
from provisioners.containers.type_map.shipped import shipped_type_map
from tests.topology.diagnostics.test_examples import files_of
from topology.diagnostics.examples import all_examples
from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import MemorySources

SCENARIOS = Path(__file__).parents[3] / "scenarios" / "type_maps"
MAPS = shipped_type_map()


def graph_of(files: dict[str, bytes]) -> TopologyGraph:
    reading = read_template(MemorySources(files), "service.yaml")
    assert reading.graph is not None
    assert not reading.has_errors, reading.diagnostics
    return reading.graph


def rendered(files: dict[str, bytes], *rights: Right) -> Rendered:
    return backend.render(
        graph_of(files), RenderContext("shop", lambda reference: "", rights=frozenset(rights), type_map=MAPS)
    )


def services(tool: str) -> dict[str, Any]:
    found = rendered({place.name: place.read_bytes() for place in (SCENARIOS / tool).iterdir()})
    assert not [one for one in found.diagnostics if one.is_error], found.diagnostics
    document: dict[str, Any] = yaml.safe_load(found.files["compose.yaml"])
    return document["services"]


def warnings(tool: str) -> list[tuple[str, int]]:
    found = rendered({place.name: place.read_bytes() for place in (SCENARIOS / tool).iterdir()})
    return [(one.code, one.span.line) for one in found.diagnostics]


def test_toskers_containers() -> None:
    found = services("tosker")
    assert found["my-site"]["image"] == "wordpress:6"
    assert found["my-site"]["environment"] == {"MY_DB_HOST": "my-db", "DB_HOST": "my-db", "DB_USER": "root"}
    assert [(port["target"], port["published"]) for port in found["my-site"]["ports"]] == [(80, "8080")]
    assert found["my-db"]["command"] == ["mysqld", "--init-file", "/docker-entrypoint-initdb.d/a b.sql"]
    assert [(mount["source"], mount["target"]) for mount in found["my-db"]["volumes"]] == [
        ("my-data", "/var/lib/mysql")
    ]
    assert warnings("tosker") == []


def test_micados_applications() -> None:
    found = services("micado")
    assert found["site"]["image"] == "wordpress:6-apache"
    assert found["site"]["command"] == ["apache2-foreground"]
    assert found["site"]["environment"] == {"WORDPRESS_DB_HOST": "site-db", "WORDPRESS_DB_NAME": "shop"}
    assert [(port["target"], port["published"]) for port in found["site"]["ports"]] == [(80, "30010")]
    assert found["site"]["deploy"]["resources"] == {
        "limits": {"memory": "268435456b"},
        "reservations": {"cpus": "0.250"},
    }
    assert "ports" not in found["site-db"]
    assert [mount["target"] for mount in found["site-db"]["volumes"]] == ["/var/lib/mysql"]
    assert warnings("micado") == [("TS884", 27)]


def test_unfurls_container_services() -> None:
    found = services("unfurl")
    assert (found["web"]["image"], found["web"]["user"]) == ("nginx:1.27", "1000")
    assert found["web"]["deploy"] == {"replicas": 2}
    assert found["web"]["environment"] == {"CACHE": "cache", "MODE": "fast"}
    assert [(port["target"], port["protocol"]) for port in found["web"]["ports"]] == [(80, "tcp"), (9090, "udp")]
    assert found["cache"]["command"] == ["redis-server", "--save", ""]
    assert "ports" not in found["cache"]
    assert warnings("unfurl") == [("TS884", 29)]


def test_ubicitys_docker_containers() -> None:
    found = services("ubicity")
    assert found.keys() == {"db"}
    assert (found["db"]["image"], found["db"]["environment"]) == ("postgres:16", {"POSTGRES_DB": "shop"})
    assert [mount["target"] for mount in found["db"]["volumes"]] == ["/var/lib/postgresql/data"]
    assert warnings("ubicity") == [("TS884", 14)]


EXAMPLES = [code for code in all_examples() if code.startswith("TS88") and code not in ("TS880", "TS881")]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_has_the_code_and_no_other(code: str) -> None:
    found = rendered(files_of(all_examples()[code].wrong)).diagnostics
    assert {one.code for one in found} == {code}
    assert all(one.span.file == "service.yaml" and one.span.line > 1 for one in found)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_right_example_has_no_mistake(code: str) -> None:
    assert rendered(files_of(all_examples()[code].right), Right.IMAGE_BUILD).diagnostics == ()
