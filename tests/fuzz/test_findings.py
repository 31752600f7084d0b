"""What fuzzing found: each input once made reading raise, or take long."""

from pathlib import Path

import pytest

from tests.fuzz.sound import check

FINDINGS = sorted((Path(__file__).parent / "findings").iterdir())


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda path: path.stem)
def test_it_is_read_to_its_end(finding: Path) -> None:
    check(finding.read_bytes())
