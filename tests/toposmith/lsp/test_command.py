import subprocess
import sys

import pytest

from toposmith.cli.main import COMMANDS, main


def test_the_command_is_known() -> None:
    assert COMMANDS["lsp"].module == "toposmith.cli.lsp"


def test_without_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "pygls" or name == "toposmith.lsp.server"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    assert main(["lsp"]) == 2
    assert "pip install 'toposmith[lsp]'" in capsys.readouterr().err


def test_the_child_starts_without_the_protocols_library() -> None:
    code = "import sys, toposmith.lsp.worker; sys.exit('pygls' in sys.modules or 'lsprotocol' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
