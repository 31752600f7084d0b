from topology.diagnostics import CATALOGUE


def test_a_code_is_explained(run):
    ended = run("explain", "ts287")
    assert ended.returncode == 0
    assert ended.stdout.startswith("TS287: Which file is the template?\n\nAn archive or folder says")
    assert max(map(len, ended.stdout.splitlines())) <= 88


def test_without_a_code_all_are_listed(run):
    listed = run("explain").stdout.splitlines()
    assert [line.split("  ")[0] for line in listed] == sorted(CATALOGUE)


def test_an_unknown_code_is_a_wrong_use(run):
    ended = run("explain", "TS28")
    assert ended.returncode == 2
    assert "there is no code 'TS28'; close ones are TS28" in ended.stderr
