import pytest

from tests.reading import remembering_reader
from tests.rows import BROKEN_TEMPLATE, WEB_TEMPLATE, make_deployment, make_team, make_template
from topology import services
from topology.errors import Conflict, Invalid, NotFound
from topology.models import Blob, ServiceTemplate, TemplateFile, TemplateVersion
from topology.selectors import files_of, graph_of
from topology.services import (
    VersionOutdated,
    add_version,
    create_template,
    delete_template,
    read_version,
    store_blob,
)
from topology.shipped import shipped_files
from topology.values.value import Secret
from webui.accounts.models import Team

__all__ = ["remembering_reader"]

WEB = {"web.yaml": WEB_TEMPLATE.encode()}


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


def test_a_template_is_stored_with_its_files_graph_and_author(team: Team) -> None:
    template = create_template(team=team, author="ann", name="Web", files={**WEB, ".//b.txt": b"b", "c.txt": b""})

    version = template.versions.get()
    assert (version.number, version.entry, version.author, version.team_id) == (1, "web.yaml", "ann", team.pk)
    assert files_of(version) == {**WEB, "b.txt": b"b", "c.txt": b""}
    assert list(graph_of(version).nodes) == ["web", "data"]
    assert template.description == "A web server and its data."


def test_a_description_of_ones_own_is_kept(team: Team) -> None:
    assert create_template(team=team, author="a", name="Web", files=WEB, description="Mine").description == "Mine"


def test_the_template_is_read_in_a_bounded_child(team: Team, monkeypatch) -> None:
    asked = []
    real = services.read_in_child

    def reader(*arguments: object, **options: object):
        asked.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(services, "read_in_child", reader)

    create_template(team=team, author="a", name="Web", files=WEB)

    assert asked == [({**shipped_files(), **WEB}, "web.yaml", None)]


def test_a_template_with_errors_leaves_nothing_behind(team: Team) -> None:
    with pytest.raises(Invalid) as refused:
        create_template(team=team, author="a", name="Web", files={"web.yaml": BROKEN_TEMPLATE.encode()})

    assert refused.value.message == "The template has 2 errors."
    assert len(refused.value.diagnostics) == 2
    assert not ServiceTemplate.objects.exists()
    assert not Blob.objects.exists()


def test_a_failure_half_way_leaves_nothing_behind(team: Team, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(TemplateFile.objects, "bulk_create", fail)

    with pytest.raises(OSError, match="disk full"):
        create_template(team=team, author="a", name="Web", files=WEB)

    assert not ServiceTemplate.objects.exists()
    assert not Blob.objects.exists()


def test_a_name_that_is_taken_in_between_is_a_conflict(team: Team, monkeypatch) -> None:
    real = services.read_in_child

    def slow(*arguments: object, **options: object):
        make = {"team_id": team.pk, "name": "Web"}
        ServiceTemplate.objects.get_or_create(**make)
        return real(*arguments, **options)

    monkeypatch.setattr(services, "read_in_child", slow)

    with pytest.raises(Conflict) as refused:
        create_template(team=team, author="a", name="Web", files=WEB)

    assert refused.value.code == "name_taken"


def test_versions_are_numbered_and_share_blobs(team: Team) -> None:
    template = make_template(team)
    blobs = Blob.objects.count()

    versions = [add_version(template=template, author="a", files=WEB) for _ in range(2)]

    assert [version.number for version in versions] == [2, 3]
    assert Blob.objects.count() == blobs


def test_a_version_that_was_overtaken_while_it_was_read_is_refused(team: Team, monkeypatch) -> None:
    template = make_template(team)
    real = services.read_in_child

    def slow(*arguments: object, **options: object):
        if TemplateVersion.objects.filter(template=template).count() == 1:
            TemplateVersion.objects.create(team=team, template=template, number=2, entry="a", author="b")
        return real(*arguments, **options)

    monkeypatch.setattr(services, "read_in_child", slow)

    with pytest.raises(VersionOutdated):
        add_version(template=template, author="a", files=WEB, expected_latest=1)

    assert add_version(template=template, author="a", files=WEB, expected_latest=2).number == 3


def test_a_version_of_a_template_that_is_gone_is_not_found(team: Team, monkeypatch) -> None:
    template = make_template(team)
    real = services.read_in_child

    def slow(*arguments: object, **options: object):
        ServiceTemplate.objects.all().delete()
        return real(*arguments, **options)

    monkeypatch.setattr(services, "read_in_child", slow)

    with pytest.raises(NotFound):
        add_version(template=template, author="a", files=WEB)


def test_a_stored_version_is_read_again_with_inputs(team: Team) -> None:
    version = make_template(team).versions.get()

    fit = read_version(version, inputs={"greeting": "hi", "password": Secret("input:password")})
    unfit = read_version(version, inputs={})

    assert fit.graph is not None
    assert fit.graph.nodes["web"].properties["environment"] == {"GREETING": "hi"}
    assert fit.graph.nodes["web"].properties["secrets"] == {"password": Secret("input:password")}
    assert unfit.has_errors


def test_a_template_is_deleted_with_its_versions(team: Team) -> None:
    template = make_template(team)

    delete_template(template=template)

    assert not TemplateVersion.objects.exists()
    assert not TemplateFile.objects.exists()


def test_a_template_in_use_stays(team: Team) -> None:
    template = make_deployment(team).version.template

    with pytest.raises(Conflict) as refused:
        delete_template(template=template)

    assert refused.value.code == "template_in_use"
    assert TemplateVersion.objects.filter(template=template).exists()


def test_a_blob_is_stored_once_for_each_team(team: Team) -> None:
    other = make_team()

    same = {store_blob(team_id=team.pk, data=b"x").pk for _ in range(2)}

    assert same == {store_blob(team_id=team.pk, data=b"x").pk}
    assert store_blob(team_id=other.pk, data=b"x").pk not in same
    assert store_blob(team_id=team.pk, data=b"").size == 0
