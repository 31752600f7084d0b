"""What a node is to a platform."""

import pytest

from provisioners.containers.types import BY_ARTIFACT, JOB, NORMATIVE, UNKNOWN_TYPE, Kind, Support, is_image, support
from tests.provisioners.graphs import docker_image, dockerfile, node, type_ref
from topology.graph.model import Artifact, Node
from topology.record import replace
from topology.values.type_ref import TypeRef

SERVICE = Support(Kind.CONTAINER, "A service.")
TABLE = {**NORMATIVE, "toposmith.nodes.Container": SERVICE}


def typed(*lineage: str, **fields: object) -> Node:
    return replace(node("x"), type=TypeRef(lineage[0], lineage), **fields)


def test_the_nearest_type_counts() -> None:
    near = Support(Kind.NETWORK, "Something else.")
    table = {**TABLE, "example.Special": near}
    assert support(typed("example.Special", "toposmith.nodes.Container", "tosca.nodes.Root"), table) is near
    assert support(typed("example.Plain", "toposmith.nodes.Container", "tosca.nodes.Root"), table) is SERVICE


def test_a_job_is_a_container_where_the_platform_says_nothing_else() -> None:
    assert support(typed(JOB, "toposmith.nodes.Container"), TABLE) is SERVICE


def test_nobody_knows_the_type() -> None:
    assert support(typed("example.Strange", "tosca.nodes.Root"), TABLE) is UNKNOWN_TYPE


@pytest.mark.parametrize("artifact", [docker_image("mysql:8"), dockerfile("db/Dockerfile")])
@pytest.mark.parametrize("name", ["tosca.nodes.DBMS", "example.Strange"])
def test_an_image_makes_a_container_of_what_is_refused(artifact: Artifact, name: str) -> None:
    with_image = typed(name, "tosca.nodes.SoftwareComponent", "tosca.nodes.Root", artifacts={"image": artifact})
    assert support(with_image, TABLE) is BY_ARTIFACT
    assert support(replace(with_image, artifacts={}), TABLE).kind is Kind.UNSUPPORTED


def test_an_image_changes_nothing_of_what_is_something_else() -> None:
    host = typed("tosca.nodes.Compute", "tosca.nodes.Root", artifacts={"image": docker_image("debian")})
    assert support(host, TABLE).kind is Kind.TARGET


def test_other_artifacts_are_no_images() -> None:
    assert not is_image(Artifact("script", type_ref("tosca.artifacts.Implementation.Bash"), "run.sh"))


def test_every_refusal_says_what_to_do() -> None:
    assert all(found.note.endswith(".") for found in NORMATIVE.values())
