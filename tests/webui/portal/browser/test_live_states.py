"""A deployment watched: what happens shows by itself, and is there again after a reload."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.webui.live.server import Live
from tests.webui.portal.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: OpenPage, live: Live) -> Page:
    page = open_page(f"/deployments/{live.deployment}")
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    return page


def card(page: Page, name: str) -> Locator:
    return page.get_by_label("Topology graph").get_by_role("group", name=name, exact=True)


def test_states_change_without_anybody_asking(page: Page, live: Live) -> None:
    expect(card(page, "web")).to_contain_text("Pending")
    live.write("instance web creating")
    expect(card(page, "web")).to_contain_text("Creating")
    expect(page.get_by_role("treeitem", name=re.compile("^web.*Creating"))).to_be_visible()
    live.write("instance web running")
    expect(card(page, "web")).to_contain_text("Running")


def test_what_somebody_changes_shows_until_it_is_mended(page: Page, live: Live) -> None:
    live.write("drift web there are 2 containers instead of 1")
    expect(card(page, "web")).to_contain_text("Changed by hand")
    expect(page.get_by_role("treeitem", name=re.compile("^web.*Changed by hand"))).to_be_visible()
    card(page, "web").click()
    expect(page.get_by_label("Node web").get_by_text("there are 2 containers instead of 1")).to_be_visible()
    live.write("drift web")
    expect(card(page, "web")).not_to_contain_text("Changed by hand")


def test_a_command_is_run_in_a_node(page: Page, live: Live) -> None:
    card(page, "web").click()
    page.get_by_role("button", name="Run a command").click()
    page.get_by_label("Command").fill("cat '/etc/my hosts'")
    page.get_by_role("button", name="Run", exact=True).click()
    live.write("answer 1 cat: /etc/my hosts: No such file")
    node = page.get_by_label("Node web")
    expect(node.get_by_text("cat: /etc/my hosts: No such file")).to_be_visible()
    expect(node.get_by_text("exit status 1")).to_be_visible()


def test_a_running_step_shows_its_newest_lines(page: Page, live: Live) -> None:
    live.write("step image running")
    for number in range(5):
        live.write(f"progress image layer {number}")
    timeline = page.get_by_role("region", name="Operation")
    expect(timeline.get_by_text("layer 4")).to_be_visible()
    expect(timeline.get_by_text("layer 0")).to_have_count(0)


def test_a_reload_shows_the_same_and_goes_on(page: Page, live: Live) -> None:
    live.write("step image succeeded")
    live.write("instance data running")
    expect(card(page, "data")).to_contain_text("Running")
    page.reload()
    expect(card(page, "data")).to_contain_text("Running")
    page.get_by_text("5 lines of progress").click()
    expect(page.get_by_text("layer 0")).to_be_visible()
    live.write("instance data unhealthy slow disk")
    expect(card(page, "data")).to_contain_text("Unhealthy")


def test_a_failed_step_speaks_in_the_platforms_words(page: Page, live: Live) -> None:
    words = "Bind for 127.0.0.1:8080 failed: port is already allocated"
    live.write(f"step up failed {words}")
    live.write(f"instance web failed {words}")
    live.write("operation failed 1 step failed")
    timeline = page.get_by_role("region", name="Operation")
    expect(timeline.get_by_text(words)).to_be_visible()
    expect(timeline.get_by_text("1 of 2 steps")).to_be_visible()
    expect(page.get_by_role("button", name="Retry")).to_be_visible()
    card(page, "web").click()
    expect(page.get_by_label("Node web").get_by_text(words)).to_be_visible()


def test_the_events_tell_it_all_in_order(page: Page) -> None:
    page.get_by_role("tab", name="Events").click()
    events = page.get_by_role("tabpanel").get_by_role("listitem")
    expect(events.first).to_contain_text("Deploy: failed.")
    expect(events.last).to_contain_text("The deployment was created.")
