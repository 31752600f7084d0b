from topology.diagnostics import CATALOGUE
from topology.diagnostics.generate import PLACE, page


def test_the_page_is_current():
    assert PLACE.read_text() == page(), "run python -m topology.diagnostics.generate"


def test_every_code_has_a_place_on_the_page_once():
    lines = page().splitlines()
    assert [line.removeprefix("### ") for line in lines if line.startswith("### ")] == sorted(CATALOGUE)
    assert all(f"| [{code}](#{code.lower()}) | {entry.title} |" in lines for code, entry in CATALOGUE.items())
