"""Templates of a team that stand for abstract nodes of its other templates."""

import pytest

from tests.reading import remembering_reader
from tests.rows import make_team
from topology.at_hand import FOLDER, substitutes_at_hand
from topology.errors import Refused
from topology.models import ServiceTemplate, TemplateVersion
from topology.selectors import files_of, graph_of
from topology.services import add_version, create_template, mark_substitute, read_version
from topology.shipped import ENTRIES
from webui.accounts.models import Team

__all__ = ["remembering_reader"]

KIND = "tosca.nodes.Storage.ObjectStorage"
SHOP = f"""\
tosca_definitions_version: tosca_simple_yaml_1_3
topology_template:
  node_templates:
    store:
      type: {KIND}
      directives: [ substitute ]
      properties: {{ name: goods }}
"""
STORE = f"""\
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ "toposmith:1.0" ]
topology_template:
  inputs:
    name: {{ type: string }}
  substitution_mappings:
    node_type: {KIND}
  node_templates:
    server:
      type: toposmith.nodes.Container
      artifacts:
        image: {{ type: toposmith.artifacts.Dockerfile, file: server/Dockerfile }}
"""
PLAIN = """\
tosca_definitions_version: tosca_simple_yaml_1_3
topology_template:
  node_templates:
    store: { type: tosca.nodes.Root }
"""
STORE_FILES = {"store.yaml": STORE.encode(), "server/Dockerfile": b"FROM scratch\n"}


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


def make_store(team: Team, name: str = "My Store!") -> ServiceTemplate:
    template = create_template(team=team, author="a", name=name, files=STORE_FILES)
    mark_substitute(template=template, is_substitute=True)
    return template


def make_shop(team: Team, text: str = SHOP) -> TemplateVersion:
    return create_template(team=team, author="a", name="Shop", files={"shop.yaml": text.encode()}).versions.get()


def test_a_marked_template_stands_for_an_abstract_node(team: Team) -> None:
    store = make_store(team)

    version = make_shop(team)

    folder = f"{FOLDER}/my-store-{store.pk.hex[:6]}"
    assert list(graph_of(version).nodes) == ["store/server"]
    assert version.substitutes == [f"{folder}/store.yaml"]
    assert set(files_of(version)) == {"shop.yaml", f"{folder}/store.yaml", f"{folder}/server/Dockerfile"}
    assert version.diagnostics == []


def test_what_it_needs_is_found_in_its_own_folder(team: Team) -> None:
    version = make_shop_with_store(team)

    image = graph_of(version).nodes["store/server"].artifacts["image"]
    assert image.file in files_of(version)


def make_shop_with_store(team: Team) -> TemplateVersion:
    make_store(team)
    return make_shop(team)


def test_a_version_stays_as_it_was_when_the_substitute_changes(team: Team) -> None:
    store = make_store(team)
    version = make_shop(team)

    add_version(
        template=store, author="a", files={**STORE_FILES, "store.yaml": STORE.replace("server:", "other:").encode()}
    )
    again = read_version(TemplateVersion.objects.get(pk=version.pk), inputs={})
    next_version = add_version(template=version.template, author="a", files={"shop.yaml": SHOP.encode()})

    assert again.graph is not None
    assert list(again.graph.nodes) == ["store/server"]
    assert list(graph_of(next_version).nodes) == ["store/other"]


def test_a_template_that_needs_none_keeps_none(team: Team) -> None:
    make_store(team)
    plain = make_shop(team, PLAIN)

    assert (plain.substitutes, set(files_of(plain))) == ([], {"shop.yaml"})


def test_other_teams_and_unmarked_templates_stand_for_nothing(team: Team) -> None:
    make_store(make_team())
    store = make_store(team)
    mark_substitute(template=store, is_substitute=False)

    assert substitutes_at_hand(team).entries == ENTRIES
    assert list(graph_of(make_shop(team)).nodes) == ["store"]


def test_only_a_template_that_says_for_what_it_stands_can_be_one(team: Team) -> None:
    make_store(team)
    shop = make_shop(team).template

    with pytest.raises(Refused) as refused:
        mark_substitute(template=shop, is_substitute=True)

    assert refused.value.code == "no_substitute"
    assert not ServiceTemplate.objects.get(pk=shop.pk).is_substitute


def test_an_archive_that_brings_a_substitute_along_keeps_its_own(team: Team) -> None:
    make_store(team)
    version = make_shop(team)
    own = {path: data.replace(b"FROM scratch", b"FROM own") for path, data in files_of(version).items()}

    again = create_template(team=team, author="a", name="Again", files=own, entry="shop.yaml").versions.get()

    assert files_of(again) == own
    assert again.substitutes == version.substitutes


def test_a_substitute_that_cannot_be_read_any_more_does_no_harm(team: Team) -> None:
    store = make_store(team)
    file = store.versions.get().files.get(path="store.yaml")
    file.blob.data = b"a: ["
    file.blob.save()

    plain = PLAIN
    assert make_shop(team, plain).substitutes == []


DATABASE = """\
tosca_definitions_version: tosca_simple_yaml_1_3
topology_template:
  inputs:
    password: { type: string }
  node_templates:
    orders:
      type: tosca.nodes.Database
      properties: { name: orders, user: clerk, password: { get_input: password }, port: 5432 }
      requirements: [ host: dbms ]
    dbms:
      type: tosca.nodes.DBMS
      properties: { root_password: { get_input: password } }
      requirements: [ host: machine ]
    machine:
      type: tosca.nodes.Compute
"""


def test_what_is_shipped_stands_for_a_database(team: Team) -> None:
    version = make_shop(team, DATABASE)

    graph = graph_of(version)
    assert graph.nodes["orders/server"].type.is_a("toposmith.nodes.Container")
    assert "toposmith-substitutes/postgresql/Dockerfile" in files_of(version)
    assert not any("nginx" in path for path in files_of(version))
