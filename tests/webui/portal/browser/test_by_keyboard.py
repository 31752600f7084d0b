"""Everything that matters without a pointer."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.webui.live.server import Live
from tests.webui.portal.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: OpenPage, live: Live) -> Page:
    page = open_page(f"/topologies/{live.rows['template']}")
    expect(page.get_by_label("Topology graph").get_by_role("group", name="web", exact=True)).to_be_visible()
    return page


def press_until_focused(page: Page, key: str, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{key} never reaches {selector}")


def test_the_first_stop_leads_past_the_bar(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_node_of_the_canvas_is_reached_opened_and_left(page: Page) -> None:
    press_until_focused(page, "Tab", ".react-flow__node[data-id=web]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Node web")).to_be_visible()
    expect(page).to_have_url(re.compile("node=web"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Node web")).to_have_count(0)


def test_the_outline_opens_the_same_nodes(page: Page) -> None:
    press_until_focused(page, "Tab", "[role=treeitem]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Node data")).to_be_visible()


def test_tabs_are_changed_with_the_arrows(page: Page) -> None:
    page.get_by_role("tab", name="Graph").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Source")).to_be_focused()
    expect(page.locator(".cm-content")).to_contain_text("tosca_definitions_version")


def test_a_dialog_keeps_the_focus_and_gives_it_back(page: Page) -> None:
    upload = page.get_by_role("button", name="New version")
    upload.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(upload).to_be_focused()
