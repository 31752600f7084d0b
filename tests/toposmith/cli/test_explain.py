import pytest

from topology.diagnostics import CATALOGUE
from toposmith.cli.explain import main


def test_a_code_is_explained(run):
    ended = run("explain", "ts520")
    assert ended.returncode == 0
    assert (
        ended.stdout
        == """\
TS520: Unknown input

`get_input` names an input that the topology template does not define.

Wrong:

    topology_template:
      inputs:
        port: { type: integer, default: 80 }
      outputs:
        port: { value: { get_input: prot } }

Right:

    topology_template:
      inputs:
        port: { type: integer, default: 80 }
      outputs:
        port: { value: { get_input: port } }

Decided by: Simple Profile 1.3, section 4.4.1.
"""
    )


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_has_a_page_that_fits_a_terminal(code, capsys):
    assert main([code]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"{code}: {CATALOGUE[code].title}\n\n")
    assert [part for part in ("\nWrong:\n", "\nRight:\n", "\nDecided by: ") if part not in page] == []
    assert max(map(len, page.splitlines())) <= 130


def test_without_a_code_all_are_listed(run):
    listed = run("explain").stdout.splitlines()
    assert [line.split("  ")[0] for line in listed] == sorted(CATALOGUE)


def test_an_unknown_code_is_a_wrong_use(run):
    ended = run("explain", "TS28")
    assert ended.returncode == 2
    assert "there is no code 'TS28'; close ones are TS" in ended.stderr
