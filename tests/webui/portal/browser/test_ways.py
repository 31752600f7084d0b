"""The ways through the portal that change something."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.rows import BROKEN_TEMPLATE, WEB_TEMPLATE
from tests.webui.live.server import Live
from tests.webui.portal.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_an_upload_is_drawn(open_page: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(WEB_TEMPLATE)
    page = open_page("/topologies")
    page.get_by_role("button", name="Upload a template").click()
    page.get_by_label("choose files").set_input_files(tmp_path / "site.yaml")
    page.get_by_label("Name").fill("site")
    page.get_by_role("dialog").get_by_role("button", name="Upload").click()
    expect(page).to_have_url(re.compile("/topologies/[0-9a-f-]{36}"))
    expect(page.get_by_label("Topology graph").get_by_role("group", name="data", exact=True)).to_be_visible()


def test_a_template_with_mistakes_shows_each_at_its_line(open_page: OpenPage, live: Live, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text(BROKEN_TEMPLATE)
    page = open_page(f"/topologies/{live.rows['template']}")
    page.get_by_role("button", name="New version").click()
    page.get_by_label("choose files").set_input_files(tmp_path / "broken.yaml")
    page.get_by_role("dialog").get_by_role("button", name="Upload").click()
    findings = page.get_by_role("dialog").get_by_role("article")
    expect(findings).to_have_count(2)
    expect(findings.first).to_contain_text(re.compile(r"broken\.yaml:5:\d+"))
    expect(findings.first.locator("mark")).to_be_visible()


def test_data_is_lost_only_after_a_word_of_its_own(open_page: OpenPage, live: Live) -> None:
    page = open_page(live.rows["plan"])
    go = page.get_by_role("button", name="Deploy")
    expect(go).to_be_disabled()
    expect(page.get_by_text("Destroyed for good: data.")).to_be_visible()
    page.get_by_role("checkbox").check()
    expect(go).to_be_enabled()


def test_a_token_is_shown_once(open_page: OpenPage) -> None:
    page = open_page("/tokens")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("Name").fill("nightly")
    page.get_by_role("button", name="Create the token").click()
    text = page.get_by_role("dialog").locator("code").inner_text()
    assert len(text) > 20
    page.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_role("cell", name="nightly", exact=True)).to_be_visible()
    assert text not in page.content()


def test_another_team_has_other_things_and_its_own_role(open_page: OpenPage) -> None:
    page = open_page("/topologies")
    expect(page.get_by_role("heading", name="shop")).to_be_visible()
    page.get_by_role("button", name=re.compile("choose another")).click()
    page.get_by_role("button", name=re.compile("viewer")).click()
    expect(page.get_by_text("No topologies yet")).to_be_visible()
    expect(page.get_by_role("button", name="Upload a template")).to_have_count(0)
    page.get_by_role("button", name=re.compile("choose another")).click()
    page.get_by_role("button", name=re.compile("admin")).click()
    expect(page.get_by_role("button", name="Upload a template")).to_be_visible()


def test_the_source_is_shown_as_it_was_written(open_page: OpenPage, live: Live) -> None:
    page = open_page(f"/topologies/{live.rows['template']}?tab=source")
    expect(page.locator(".cm-content")).to_contain_text("description: A web server and its data.")
    page.get_by_role("button", name=re.compile("README.md")).click()
    expect(page.locator(".cm-content")).to_contain_text("# Web")


def test_the_map_appears_once_the_graph_has_been_moved(open_page: OpenPage, live: Live) -> None:
    page = open_page(f"/topologies/{live.rows['template']}")
    web = page.get_by_label("Topology graph").get_by_role("group", name="web", exact=True)
    overview = page.get_by_role("img", name="Map of the whole graph")
    web.click()
    expect(page.get_by_role("region", name="Node web")).to_be_visible()
    expect(overview).to_have_count(0)
    page.get_by_role("button", name="Zoom in").click()
    expect(overview).to_be_visible()
    page.get_by_role("button", name="Fit the whole graph").click()
    expect(overview).to_have_count(0)
