"""The page of what was tried is current, and hides nothing."""

from pathlib import Path

import pytest

from provisioners.backends import support_page as page
from provisioners.backends.contract import Tried
from provisioners.backends.mapping_page import PLATFORMS
from provisioners.backends.registry import load_backend

PAGE = Path(__file__).parents[3] / "docs" / "support.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == page.support_page()


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_platform_says_how_it_was_tried_and_with_what(name: str) -> None:
    backend = load_backend(name)
    assert f"| {backend.title} | {backend.tried} | {backend.tried_with} |" in page.support_page()
    assert backend.tried_with.strip()
    assert "|" not in backend.tried_with


def test_what_nobody_has_run_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page.MEANING.keys() == set(Tried)
    assert all(
        "Nobody has run it on the real one." in page.MEANING[tried] for tried in Tried if tried is not Tried.REAL
    )
    monkeypatch.setattr(page, "PLATFORMS", ("fake",))
    assert "| The fake platform | against a stand-in | a folder of files |" in page.support_page()
    assert "Nobody has run it on the real one." in page.support_page()
