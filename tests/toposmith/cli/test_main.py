import os
import subprocess
import sys

import pytest

from tests.toposmith.cli.conftest import ROOT
from toposmith.cli import main as command
from toposmith.cli.main import COMMANDS, main


def test_without_a_command_the_usage_is_shown_as_an_error(run):
    ended = run()
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert all(name in ended.stderr for name in COMMANDS)


@pytest.mark.parametrize("argument", ["--help", "-h", "help"])
def test_help_is_asked_for_and_fine(run, argument):
    ended = run(argument)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "validate" in ended.stdout


def test_a_slip_in_the_command_is_named_with_what_was_meant(run):
    ended = run("valdate", "x.yaml")
    assert ended.returncode == 2
    assert ended.stderr == "toposmith: there is no command 'valdate' (did you mean 'validate'?); see toposmith --help\n"


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"up", "version"}))
def test_every_command_has_a_help_of_its_own(run, name):
    ended = run(name, "--help")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"usage: toposmith {name}")


@pytest.mark.parametrize("argument", ["version", "--version", "-V"])
def test_the_version(run, argument):
    assert run(argument).stdout.startswith("toposmith ")


def test_version_takes_no_arguments(run):
    assert run("version", "--long").returncode == 2


def a_command(monkeypatch, behave):
    """Makes ``version`` behave in another way."""
    monkeypatch.setattr("toposmith.cli.version.main", behave)


def test_a_bug_is_told_in_a_sentence_without_a_traceback(monkeypatch, capsys):
    def fail(arguments):
        raise RuntimeError("hunter2")

    a_command(monkeypatch, fail)
    assert main(["version"]) == 3
    told = capsys.readouterr().err
    assert "fault in Toposmith" in told
    assert "RuntimeError" in told
    assert "Traceback" not in told
    assert "hunter2" not in told


def test_a_bug_is_told_in_full_when_asked_for(monkeypatch, capsys):
    def fail(arguments):
        raise RuntimeError("the reason")

    monkeypatch.setenv("TOPOSMITH_DEBUG", "1")
    a_command(monkeypatch, fail)
    assert main(["version"]) == 3
    assert "RuntimeError: the reason" in capsys.readouterr().err


def test_an_interrupt_is_quiet(monkeypatch, capsys):
    def interrupt(arguments):
        raise KeyboardInterrupt

    a_command(monkeypatch, interrupt)
    assert main(["version"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_goes_away_is_no_fault():
    read, write = os.pipe()
    os.close(read)
    ended = subprocess.run(
        [sys.executable, "-m", "toposmith.cli", "explain"], stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False
    )
    os.close(write)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_text_that_the_terminal_cannot_show_is_escaped(run):
    ended = run("validate", "Ω.yaml", PYTHONIOENCODING="ascii")
    assert ended.returncode == 2
    assert ended.stderr == "toposmith: \\u03a9.yaml: there is no such file or folder\n"


def test_the_commands_modules_exist():
    for name, entry in COMMANDS.items():
        assert callable(command.import_module(entry.module).main), name
