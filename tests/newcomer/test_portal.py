"""The same way in a real browser: sign in, look at the shop, plan, deploy and watch, open it, read logs, undeploy."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.newcomer.installation import Running

pytestmark = [pytest.mark.engine, pytest.mark.browser]

OWN_PASSWORD = "a quiet harbour at dawn"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DEPLOYING = 180_000


@pytest.fixture(scope="module")
def page(installation: Running, chromium_path: str) -> Iterator[Page]:
    """One tab in which nothing may be written to the console as an error."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        tab = browser.new_page(base_url=installation.address, viewport={"width": 1440, "height": 900})
        errors: list[str] = []
        tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        yield tab
        browser.close()
    assert errors == []


def test_signing_in_asks_for_an_own_password_and_opens_an_example(page: Page, installation: Running) -> None:
    page.goto("/")
    page.get_by_label("Name").fill("admin")
    page.get_by_label("Password").fill(installation.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("New password").fill(OWN_PASSWORD)
    page.get_by_label("The same again").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page).to_have_url(re.compile("/topologies/"))
    expect(page.get_by_label("Topology graph").get_by_role("group").first).to_be_visible()


def test_the_shop_is_drawn(page: Page) -> None:
    page.goto("/topologies")
    page.get_by_role("link", name="two-tier-shop").first.click()
    graph = page.get_by_label("Topology graph")
    for node in ("web", "database", "database_files"):
        expect(graph.get_by_role("group", name=node, exact=True)).to_be_visible()
    expect(graph.get_by_role("img", name="web connects to database")).to_be_attached()
    outline = page.get_by_role("tree")
    expect(outline.get_by_role("treeitem", name="connects to database")).to_be_visible()


def test_the_plan_comes_before_anything_runs(page: Page) -> None:
    page.get_by_role("link", name="Deploy", exact=True).click()
    page.get_by_label("database_password").fill("anvil-and-tongs")
    page.get_by_role("button", name="Make the plan").click()
    changes = page.get_by_role("region", name="Changes")
    expect(changes.get_by_text("it does not exist yet")).to_have_count(3)
    expect(page.get_by_text("nothing has run yet")).to_be_visible()


def test_every_node_comes_alive_even_when_the_page_is_loaded_again(page: Page) -> None:
    page.get_by_role("button", name="Deploy").click()
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    graph = page.get_by_label("Topology graph")
    expect(graph.get_by_text("Creating").or_(graph.get_by_text("Starting")).first).to_be_visible()
    page.reload()
    expect(graph.get_by_text("Running")).to_have_count(3, timeout=DEPLOYING)
    expect(page.get_by_role("button", name="Undeploy")).to_be_visible(timeout=DEPLOYING)
    expect(page.get_by_label("Activity").get_by_text("Succeeded")).to_be_visible()


def test_the_published_address_opens_the_site(page: Page) -> None:
    link = page.get_by_label("Topology graph").get_by_role("link", name="opens the running site")
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", name="The Forge Shop")).to_be_visible()
    opened.value.close()


def test_logs_are_one_click_away(page: Page) -> None:
    page.get_by_label("Topology graph").get_by_role("group", name="database", exact=True).click()
    page.get_by_role("button", name="Logs").click()
    expect(page.get_by_text("ready to accept connections").first).to_be_visible()


def test_undeploying_asks_about_the_data_first(page: Page) -> None:
    page.get_by_role("button", name="Undeploy").click()
    known = page.get_by_role("checkbox", name="I know what happens to this data")
    expect(known).to_be_visible()
    go = page.get_by_role("button", name="Undeploy")
    expect(go).to_be_disabled()
    known.check()
    go.click()
    expect(page.get_by_text("Undeployed").first).to_be_visible(timeout=DEPLOYING)
