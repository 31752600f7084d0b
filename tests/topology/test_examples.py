from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.reading import remembering_reader
from tests.rows import BROKEN_TEMPLATE, WEB_TEMPLATE, make_team
from topology.errors import Invalid
from topology.examples import store_folder
from topology.models import ServiceTemplate, TemplateVersion
from topology.selectors import files_of
from webui.accounts.models import Team

__all__ = ["remembering_reader"]


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    (folder / "web").mkdir(parents=True)
    (folder / "shop.yaml").write_text(WEB_TEMPLATE)
    (folder / "web" / "Dockerfile").write_text("FROM scratch")
    return folder


def test_a_folder_becomes_a_template_of_its_name(team: Team, shop: Path) -> None:
    template = store_folder(team=team, author="a", folder=shop)

    assert template.name == "shop"
    version = template.versions.get()
    assert version.entry == "shop.yaml"
    assert set(files_of(version)) == {"shop.yaml", "web/Dockerfile"}


def test_doing_it_again_stores_only_what_has_changed(team: Team, shop: Path) -> None:
    for _ in range(2):
        store_folder(team=team, author="a", folder=shop)
    assert TemplateVersion.objects.count() == 1

    (shop / "web" / "Dockerfile").write_text("FROM debian")
    for _ in range(2):
        store_folder(team=team, author="a", folder=shop)
    assert TemplateVersion.objects.count() == 2


def test_a_folder_that_cannot_be_read_is_refused(team: Team, shop: Path) -> None:
    (shop / "other.yaml").write_text(WEB_TEMPLATE)

    with pytest.raises(Invalid):
        store_folder(team=team, author="a", folder=shop)


def test_the_command_loads_every_folder_with_a_template(team: Team, shop: Path) -> None:
    (shop.parent / ".git").mkdir()
    (shop.parent / "README.md").write_text("")
    (shop.parent / "for-others" / "deeper").mkdir(parents=True)
    (shop.parent / "for-others" / "deeper" / "template.yaml").write_text("")

    count = call_command("load_examples", team=team.name, folder=shop.parent, verbosity=0)

    assert count == "1"
    assert [template.name for template in ServiceTemplate.objects.filter(team=team)] == ["shop"]


def test_the_command_names_the_place_of_an_error(team: Team, shop: Path) -> None:
    (shop / "shop.yaml").write_text(BROKEN_TEMPLATE)

    with pytest.raises(CommandError, match=r"shop: .*\nshop\.yaml:\d+: .*no\.such\.Type"):
        call_command("load_examples", team=team.name, folder=shop.parent, verbosity=0)


def test_the_command_wants_a_team_that_exists(db: None, shop: Path) -> None:
    with pytest.raises(CommandError, match="no team"):
        call_command("load_examples", team="nobody", folder=shop.parent, verbosity=0)


def test_the_examples_that_come_with_us_load(team: Team) -> None:
    count = int(call_command("load_examples", team=team.name, verbosity=0))

    assert count == ServiceTemplate.objects.filter(team=team).count() >= 3
