import re

from topology.diagnostics import CATALOGUE


def test_every_entry_has_a_title_of_one_line_and_an_explanation_in_sentences():
    for code, entry in CATALOGUE.items():
        assert re.fullmatch(r"TS[1-8]\d\d", code)
        assert "\n" not in entry.title
        assert not entry.title.endswith(".")
        assert entry.explanation.strip().endswith((".", "`"))
