import pytest

from provisioners.backends.type_map import Mapped
from provisioners.engine.stored import PlanValues
from provisioners.errors import Conflict, Invalid
from provisioners.models import OperationKind, TypeMap
from provisioners.services.deployments import create_deployment
from provisioners.services.plans import make_plan
from provisioners.services.type_maps import change_type_map, create_type_map, delete_type_map, type_map_for
from tests.rows import make_target, make_team
from topology.services import create_template
from webui.accounts.models import Team

BOX = """\
type_map: "1.0"
types:
  acme.Box:
    is: container
    image: { property: picture }
"""
SHELF = 'type_map: "1.0"\ntypes:\n  acme.Box: { is: refused, reason: No boxes. }\n'
TEMPLATE = """\
tosca_definitions_version: tosca_simple_yaml_1_3
node_types:
  acme.Box:
    derived_from: tosca.nodes.Root
    properties:
      picture: { type: string }
topology_template:
  node_templates:
    web:
      type: acme.Box
      properties: { picture: "nginx:1.27" }
"""


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


def test_a_team_has_the_shipped_maps_and_its_own(team: Team) -> None:
    create_type_map(team=team, name="Boxes", text=BOX)
    create_type_map(team=make_team(), name="Boxes", text=SHELF)

    found = type_map_for(team)

    assert found.entries["acme.Box"].kind is Mapped.CONTAINER
    assert found.entries["tosker.nodes.Container"].kind is Mapped.CONTAINER


def test_the_higher_position_counts(team: Team) -> None:
    create_type_map(team=team, name="Shelves", text=SHELF, position=2)
    create_type_map(team=team, name="Z boxes", text=BOX, position=1)

    assert type_map_for(team).entries["acme.Box"].kind is Mapped.REFUSED


def test_a_teams_map_counts_above_a_shipped_one(team: Team) -> None:
    create_type_map(team=team, name="Own", text=BOX.replace("acme.Box", "tosker.nodes.Container"))

    assert type_map_for(team).entries["tosker.nodes.Container"].images == (("picture",),)


def test_what_cannot_be_read_is_refused_with_its_places(team: Team) -> None:
    with pytest.raises(Invalid) as refused:
        create_type_map(team=team, name="Boxes", text=BOX.replace("is: container", "is: box"))

    (diagnostic,) = refused.value.diagnostics
    assert (diagnostic.code, diagnostic.span.file, diagnostic.span.line) == ("TS881", "Boxes.yaml", 4)
    assert not TypeMap.objects.exists()


def test_a_map_that_an_older_version_took_is_told(team: Team) -> None:
    TypeMap.objects.create(team=team, name="Old", text="type_map: old")

    with pytest.raises(Invalid, match="'Old' cannot be used"):
        type_map_for(team)


def test_a_name_is_taken_once_in_a_team(team: Team) -> None:
    create_type_map(team=team, name="Boxes", text=BOX)
    other = create_type_map(team=team, name="Shelves", text=SHELF)

    with pytest.raises(Conflict):
        create_type_map(team=team, name="Boxes", text=BOX)
    with pytest.raises(Conflict):
        change_type_map(type_map=other, name="Boxes", text=BOX, position=0)


def test_a_map_is_changed_and_forgotten(team: Team) -> None:
    found = create_type_map(team=team, name="Boxes", text=BOX)

    change_type_map(type_map=found, name="No boxes", text=SHELF, position=3)
    assert type_map_for(team).entries["acme.Box"].kind is Mapped.REFUSED
    delete_type_map(type_map=found)
    assert "acme.Box" not in type_map_for(team).entries


def test_a_plan_heeds_the_teams_maps(team: Team) -> None:
    template = create_template(team=team, author="a", name="Box", files={"box.yaml": TEMPLATE.encode()})
    version_id = template.versions.get().pk
    deployment = create_deployment(
        team=team, actor="a", name="box", version_id=version_id, target_id=make_target(team).pk, inputs={}
    )
    with pytest.raises(Invalid):
        make_plan(deployment=deployment, kind=OperationKind.DEPLOY, actor="a")

    create_type_map(team=team, name="Boxes", text=BOX)
    plan = make_plan(deployment=deployment, kind=OperationKind.DEPLOY, actor="a")

    assert "image: nginx:1.27" in PlanValues(plan).rendered.files["compose.yaml"]
