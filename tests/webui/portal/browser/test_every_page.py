"""Every page, light and dark, wide and narrow: readable by everybody, nothing cut off, nothing broken."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import missing
from tests.webui.live.server import Live
from tests.webui.portal.browser.conftest import ROOT, OpenPage

pytestmark = pytest.mark.browser

AXE = ROOT / "webui" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = {
    "topologies": ("/topologies", "shop"),
    "graph": ("/topologies/{template}", "Deploy"),
    "node": ("/topologies/{template}?node=web", "Required by"),
    "source": ("/topologies/{template}?tab=source", "topology_template"),
    "findings": ("/topologies/{template}?tab=findings", "No findings"),
    "deploy": ("/topologies/{template}/deploy", "Make the plan"),
    "plan": ("{plan}", "Destroys the data it holds"),
    "deployments": ("/deployments", "next-shop"),
    "deployment": ("/deployments/{deployment}", "Get the image"),
    "drift": ("/deployments/{deployment}?node=data", "Plan a deploy to bring it back"),
    "events": ("/deployments/{deployment}?side=events", "The deployment was created"),
    "change": ("/deployments/{deployment}/change", "Make the plan"),
    "targets": ("/targets", "Test the connection"),
    "tokens": ("/tokens", "pipeline"),
    "password": ("/password", "Set the password"),
    "nothing": ("/deployments/{deployment}/nothing", "This address leads nowhere"),
}


def opened(open_page: OpenPage, live: Live, name: str, **options: Any) -> Page:
    address, landmark = PAGES[name]
    page = open_page(address.format(**live.rows), **options)
    expect(page.get_by_text(landmark).first).to_be_visible()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_it_holds_the_rules_of_accessibility(open_page: OpenPage, live: Live, name: str, scheme: str) -> None:
    if not AXE.is_file():
        missing("axe-core is not installed: `npm ci` in webui/frontend")
    page = opened(open_page, live, name, scheme=scheme)
    page.evaluate(AXE.read_text())
    report = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    found = [
        {"rule": violation["id"], "at": [node["target"] for node in violation["nodes"]], "why": violation["help"]}
        for violation in report["violations"]
    ]
    assert found == [], json.dumps(found, indent=2)


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_a_telephone(open_page: OpenPage, live: Live, name: str) -> None:
    page = opened(open_page, live, name, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('main').scrollWidth") <= 390


def test_the_sign_in_page_holds_them_too(browser: Any, live: Live) -> None:
    context = browser.new_context(base_url=live.url)
    page = context.new_page()
    page.goto("/sign-in")
    page.evaluate(AXE.read_text())
    assert page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"] == []
    context.close()
