"""What the page says while the server is gone."""

import pytest
from playwright.sync_api import expect

from tests.webui.live.server import Live

pytestmark = pytest.mark.browser


def test_a_lost_stream_is_told_and_the_picture_stays(browser, live: Live, signed_in) -> None:
    context = browser.new_context(base_url=live.url, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"/deployments/{live.deployment}")
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    live.stop()
    expect(page.get_by_text("Connection lost, trying again")).to_be_visible()
    expect(page.get_by_label("Topology graph").get_by_role("group", name="web", exact=True)).to_be_visible()
    context.close()
