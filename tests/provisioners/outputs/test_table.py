"""The table of outputs is on their page, as it is made from the code."""

from pathlib import Path

from provisioners.outputs.registry import output_names
from provisioners.outputs.table import rows, table

PAGE = (Path(__file__).parents[3] / "docs" / "outputs.md").read_text()


def test_the_page_shows_the_table() -> None:
    assert table() in PAGE, "renew it with what `python -m provisioners.outputs.table` prints"


def test_each_has_a_row_and_a_chapter() -> None:
    assert [row[0] for row in rows()] == [f"`{name}`" for name in output_names()]
    assert all(f"\n## {name}\n" in PAGE for name in output_names())
