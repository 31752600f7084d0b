"""The page of the suites is current, and whoever leaves a test of theirs says why."""

from pathlib import Path

import pytest

from tests.provisioners.backends import suite_page
from tests.provisioners.backends.refusals import Refusals

PAGE = Path(__file__).parents[3] / "docs" / "suite.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == suite_page.suite_page()


def test_a_test_of_ones_own_needs_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(Refusals):
        def test_image_builds(self) -> None:  # type: ignore[override]
            pass

    monkeypatch.setattr(suite_page, "SUITES", {"A suite": ((Refusals,), {"Silent": Silent})})
    with pytest.raises(ValueError, match="does not say why"):
        suite_page.suite_page()


def test_a_reason_stands_below_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(Refusals):
        def test_image_builds(self) -> None:  # type: ignore[override]
            """It makes none."""

    monkeypatch.setattr(suite_page, "SUITES", {"A suite": ((Refusals,), {"Other": Other})})
    page = suite_page.suite_page()
    assert "| image builds | own test (1) |" in page
    assert "| low ports | held |" in page
    assert page.endswith("1. It makes none.\n")
