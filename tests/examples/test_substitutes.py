"""The templates that stand for abstract nodes: how they are chosen, what comes of them, and a database that works."""

import re
from collections.abc import Iterator, Sequence

import pytest

from provisioners.backends.contract import NodeState, RenderContext, Right
from provisioners.backends.registry import load_backend
from provisioners.planning.model import Action
from tests.examples.catalogue import ENTRY, TEMPLATES
from tests.examples.deployment import Deployment
from tests.examples.engine import docker
from topology.graph.model import TopologyGraph
from topology.reading import Reading, read_template
from topology.shipped import ENTRIES, FOLDER, ORDER, WithShipped, shipped_files
from topology.sources import MemorySources
from topology.values.value import Secret

PASSWORD, ROOT_PASSWORD = "it's a \\ $HOME", 'another "one"'

DATABASE = """\
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ "toposmith:1.0" ]
topology_template:
  inputs:
    password: { type: toposmith.datatypes.Secret }
    root_password: { type: toposmith.datatypes.Secret }
  node_templates:
    client:
      type: toposmith.nodes.Container
      properties: { command: [ sleep, infinity ] }
      artifacts:
        image: { type: tosca.artifacts.Deployment.Image.Container.Docker, file: "debian:bookworm-slim" }
      requirements: [ connection: orders ]
    orders:
      type: tosca.nodes.Database
      properties: { name: "or`ders", user: clerk, password: { get_input: password } }
      requirements: [ host: dbms ]
    dbms:
      type: tosca.nodes.DBMS
      properties: { root_password: { get_input: root_password } }
      requirements: [ host: machine ]
    machine: { type: tosca.nodes.Compute }
"""

SITE = """\
tosca_definitions_version: tosca_simple_yaml_1_3
topology_template:
  node_templates:
    site: { type: tosca.nodes.WebApplication, properties: { context_root: /shop }, requirements: [ host: server ] }
    server: { type: tosca.nodes.WebServer, requirements: [ host: machine ] }
    machine: { type: tosca.nodes.Compute }
"""


def read(text: str, **inputs: object) -> Reading:
    given = {"password": Secret("input:password"), "root_password": Secret("input:root_password")} | inputs
    values = {name: value for name, value in given.items() if f"{name}: {{ type" in text}
    sources = WithShipped(MemorySources({ENTRY: text.encode()}))
    return read_template(sources, ENTRY, inputs=values, substitutes=ENTRIES)  # type: ignore[arg-type]


def graph_of(text: str) -> TopologyGraph:
    reading = read(text)
    assert reading.diagnostics == ()
    assert reading.graph is not None
    return reading.graph


def templates_of(graph: TopologyGraph) -> dict[str, str]:
    """The name of the template that stands for each substituted node."""
    return {address: found.template.split("/")[1] for address, found in graph.substitutions.items()}


def test_a_database_is_mariadb_and_its_system_is_nothing() -> None:
    graph = graph_of(DATABASE)
    assert templates_of(graph) == {"orders": "mariadb", "dbms": "dbms"}
    assert {edge.target for edge in graph.out_of("client")} == {"orders/server"}


def test_a_database_at_the_port_of_postgresql_is_postgresql() -> None:
    graph = graph_of(DATABASE.replace("user: clerk,", "user: clerk, port: 5432,"))
    assert templates_of(graph)["orders"] == "postgresql"


def test_a_web_application_is_nginx() -> None:
    graph = graph_of(SITE)
    assert templates_of(graph) == {"site": "nginx", "server": "web-server"}
    assert graph.nodes["site/server"].properties["environment"] == {"CONTEXT_ROOT": "/shop"}


def test_what_says_how_it_is_made_is_left_alone() -> None:
    made = "artifacts: { image: { type: tosca.artifacts.Deployment.Image.Container.Docker, file: x } }, requirements"
    graph = graph_of(SITE.replace("requirements: [ host: server ]", f"{made}: [ host: server ]"))
    assert "site" in graph.nodes


def test_passwords_are_secrets_of_their_nodes() -> None:
    server = graph_of(DATABASE).nodes["orders/server"]
    expected = {"password": Secret("input:password"), "root_password": Secret("input:root_password")}
    assert server.properties["secrets"] == expected


@pytest.mark.parametrize(
    ("left_out", "message"),
    [
        (", password: { get_input: password }", "The input `password` of what stands for `orders` gets no value."),
        ("properties: { root_password: { get_input: root_password } }", "`root_password` of `dbms` has no value."),
    ],
)
def test_a_password_that_is_missing_is_told(left_out: str, message: str) -> None:
    reading = read(DATABASE.replace(left_out, ""))
    assert message in " ".join(found.message for found in reading.diagnostics if found.is_error)


@pytest.mark.parametrize("backend", ["compose", "kubernetes"])
@pytest.mark.parametrize("text", [DATABASE, DATABASE.replace("user: clerk,", "user: clerk, port: 5432,"), SITE])
def test_every_platform_takes_them(backend: str, text: str) -> None:
    rights, options = frozenset({Right.IMAGE_BUILD}), {"registry": "registry.example.org"}
    context = RenderContext("shop", lambda reference: "", rights=rights, options=options)
    rendered = load_backend(backend).render(graph_of(text), context)
    assert [found for found in rendered.diagnostics if found.is_error] == []
    (build,) = rendered.builds
    assert build.dockerfile == f"{build.context}/Dockerfile"
    assert build.dockerfile in shipped_files()
    assert build.context.startswith(f"{FOLDER}/")


@pytest.mark.parametrize("name", ORDER)
def test_each_has_a_readme_that_is_listed_and_names_what_it_takes(name: str) -> None:
    folder = TEMPLATES / "substitutes"
    assert f"]({name}/README.md)" in (folder / "README.md").read_text(encoding="utf-8")
    text = (folder / name / "README.md").read_text(encoding="utf-8")
    template = (folder / name / ENTRY).read_text(encoding="utf-8")
    (node_type,) = re.findall(r"node_type: (\S+)", template)
    assert f"`{node_type}`" in text
    assert all(f"`{each}`" in text for each in re.findall(r"^      (\w+): \[ \1 \]$", template, re.MULTILINE))


@pytest.fixture
def database(example_images: Sequence[str]) -> Iterator[Deployment]:
    files = {ENTRY: DATABASE.encode(), **shipped_files()}
    secrets = {"password": PASSWORD, "root_password": ROOT_PASSWORD}
    deployment = Deployment("substitutes", secrets=secrets, files=files, substitutes=ENTRIES)
    yield deployment
    volumes = docker("volume", "ls", "--quiet", "--filter", f"label=toposmith.deployment={deployment.slug}")
    deployment.remove()
    for volume in volumes:
        docker("volume", "rm", volume)


@pytest.mark.engine
def test_an_abstract_database_is_made_and_takes_connections(database: Deployment) -> None:
    assert set(database.apply().values()) == {Action.CREATE}
    assert database.observe()["orders/server"].state is NodeState.RUNNING
    assert ask(database, "CREATE TABLE goods (id INT); INSERT INTO goods VALUES (7); SELECT id FROM goods") == ["7"]
    assert ask(database, "SELECT CURRENT_USER()") == ["clerk@%"]
    assert ask(database, "SELECT CURRENT_USER()", user="root", password="root_password") == ["root@localhost"]
    told = [*docker("inspect", *database.containers()), *database.lines]
    assert all(PASSWORD not in line and ROOT_PASSWORD not in line for line in told)

    assert database.plan().plan.is_empty
    database.secrets["password"] = "a new one"
    database.apply()
    assert ask(database, "SELECT id FROM goods") == ["7"]


def ask(database: Deployment, statements: str, *, user: str = "clerk", password: str = "password") -> list[str]:
    """What the database answers to somebody who signs in: the user over the network, root on the server itself."""
    way = "--socket=/tmp/mariadb/server.sock" if user == "root" else "--host=127.0.0.1"
    script = (
        f'MYSQL_PWD="$(cat /run/secrets/{password})" mariadb --no-defaults {way} --user={user} --batch '
        '--skip-column-names --execute="$1" "$DATABASE_NAME"'
    )
    (container,) = database.containers("orders/server")
    return docker("exec", container, "bash", "-c", script, "ask", statements)
