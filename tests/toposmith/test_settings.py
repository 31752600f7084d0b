import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"TOPOSMITH_[A-Z_]+")


def test_every_variable_is_documented_and_none_that_is_not_read() -> None:
    read = set(VARIABLE.findall((ROOT / "toposmith" / "settings.py").read_text()))
    rows = [line for line in (ROOT / "docs" / "settings.md").read_text().splitlines() if line.startswith("| `")]

    assert {VARIABLE.findall(row)[0] for row in rows} == read
