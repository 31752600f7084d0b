"""Writing what was compiled, and saying what is left to do."""

import stat
from pathlib import Path

import pytest

from provisioners.backends.contract import Build
from provisioners.outputs.contract import Package, SecretNote
from toposmith.cli.compiled import write_package
from toposmith.cli.exits import CommandError

PASSWORD = SecretNote("PASSWORD", ("before ", {"secret": "input:password"}), "set the variable PASSWORD")
KNOWN = {"input:password": "hunter2"}


def test_one_file_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    write_package(Package({"a": "text\n"}), {}, None)
    assert capsys.readouterr() == ("text\n", "")


@pytest.mark.parametrize("package", [Package({"a": "", "b": ""}), Package({"a": ""}, folders=("b",))])
def test_more_needs_a_folder(package: Package) -> None:
    with pytest.raises(CommandError, match="name a folder with -o"):
        write_package(package, {}, None)


def test_files_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_package(Package({"a/b": "x\r\ny\n"}, folders=("c/d",)), {}, tmp_path)
    assert (tmp_path / "a" / "b").read_bytes() == b"x\r\ny\n"
    assert (tmp_path / "c" / "d").is_dir()
    assert capsys.readouterr().err == f"wrote {tmp_path / 'a' / 'b'}\n"


def test_known_secrets_where_the_files_own_tool_reads_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_package(Package({"a": ""}, secrets=(PASSWORD,), dotenv=True), KNOWN, tmp_path)
    private = tmp_path / ".env"
    assert private.read_text() == 'PASSWORD="before hunter2"\n'
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert "hunter2" not in capsys.readouterr().err


def test_else_no_secret_is_written_though_it_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_package(Package({"a": ""}, secrets=(PASSWORD,)), KNOWN, tmp_path)
    assert [place.name for place in tmp_path.iterdir()] == ["a"]
    assert capsys.readouterr().err.endswith("set the variable PASSWORD: made of input:password\n")


def test_a_text_of_the_template_that_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    write_package(Package({"a": ""}, secrets=(SecretNote("A", ("x",), "write the file A"),)), {}, None)
    assert capsys.readouterr().err == "write the file A: a hidden text of the template\n"


def test_what_is_left_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    build = Build("web", "web:1", "web/Dock file", "web")
    write_package(Package({"a": ""}, builds=(build,), copies={"b": "web"}, notes=("do this",)), {}, None)
    assert capsys.readouterr().err.splitlines() == [
        "build the image first, in the template's folder: docker build -t web:1 -f 'web/Dock file' web",
        "copy the template's folder web to b",
        "do this",
    ]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        write_package(Package({"a/b": ""}), {}, tmp_path)
