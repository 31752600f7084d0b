"""Keys are made once, kept from others, and given out sparingly."""

from pathlib import Path

import pytest

from provisioners.sealing import seal, unseal
from toposmith.supervisor.keys import load_or_make
from toposmith.supervisor.trouble import CannotStart


def test_keys_stay_the_same(tmp_path: Path) -> None:
    assert load_or_make(tmp_path) == load_or_make(tmp_path)


def test_only_the_owner_can_read_them(tmp_path: Path) -> None:
    load_or_make(tmp_path)
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_the_web_cannot_open_what_it_seals(tmp_path: Path) -> None:
    keys = load_or_make(tmp_path)
    assert keys.seal_private_key not in keys.web().values()
    assert keys.worker()["TOPOSMITH_SEAL_PRIVATE_KEYS"] == keys.seal_private_key


def test_a_worker_opens_what_the_web_sealed(tmp_path: Path) -> None:
    keys = load_or_make(tmp_path)
    assert unseal(seal("token", keys.seal_public_key), [keys.seal_private_key]) == "token"


@pytest.mark.parametrize("content", ["", "{", '{"secret_key": "x"}', "[]"])
def test_a_damaged_file_is_never_replaced(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(CannotStart, match="damaged"):
        load_or_make(tmp_path)
    assert (tmp_path / "keys.json").read_text() == content
