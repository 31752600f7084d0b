"""The real portal in a real browser, with somebody who plays the workers."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.conftest import missing
from tests.webui.live.server import Live, running

ROOT = Path(__file__).resolve().parents[4]
DIST = ROOT / "webui" / "frontend" / "dist"
USERNAME, PASSWORD = "mara", "a quiet harbour at dawn"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenPage = Callable[..., Page]


def is_fault(message: ConsoleMessage) -> bool:
    """Whether a line of the console is a mistake of ours; a refused form is none, but the browser notes it."""
    return message.type == "error" and "422" not in message.text


@pytest.fixture(scope="package")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server with the scene of these tests."""
    if not (DIST / "manifest.json").is_file():
        missing("the front end is not built: `make frontend`")
    with running(tmp_path_factory.mktemp("portal"), "tests.webui.portal.scene") as live:
        yield live


@pytest.fixture(scope="module")
def signed_in(browser: Browser, live: Live) -> dict[str, object]:
    """The cookies of somebody who has signed in, as a context takes them."""
    context = browser.new_context(base_url=live.url)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Name").fill(USERNAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/topologies"))
    state = dict(context.storage_state())
    context.close()
    return state


@pytest.fixture
def open_page(browser: Browser, live: Live, signed_in: dict[str, object]) -> Iterator[OpenPage]:
    """Opens addresses as that somebody; nothing may be written to the console as an error, or break in the page."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(address: str, *, width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=live.url,
            storage_state=signed_in,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: is_fault(message) and faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
