import stat

from hypothesis import given
from hypothesis import strategies as st

from toposmith.cli.dotenv import render_dotenv, write_private


def test_what_would_be_obeyed_is_escaped():
    assert render_dotenv({"A": 'a"b\\c$d\ne', "B": ""}) == 'A="a\\"b\\\\c\\$d\\ne"\nB=""\n'


@given(st.text())
def test_each_variable_stays_on_its_line(text):
    assert render_dotenv({"A": text}).count("\n") == 1


def test_only_the_owner_can_read_the_file_even_if_it_was_there_before(tmp_path):
    place = tmp_path / ".env"
    place.write_text("old")
    place.chmod(0o644)
    write_private(place, "new")
    assert place.read_text() == "new"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
