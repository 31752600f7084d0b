"""What the set-up of engines does without root, and how it keeps services from starting."""

from pathlib import Path

import pytest

from tests.engines import packages


def test_without_root_the_command_to_run_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "is_root", lambda: False)
    monkeypatch.setattr(packages, "has_apt", lambda: True)
    with pytest.raises(packages.SetUpError, match="As root: apt-get install chromium graphviz"):
        packages.install(["graphviz", "chromium"])


def test_on_another_system_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "has_apt", lambda: False)
    with pytest.raises(packages.SetUpError, match="Debian's packages: graphviz"):
        packages.install(["graphviz"])


def test_a_failed_command_is_told_with_its_last_words() -> None:
    with pytest.raises(packages.SetUpError, match=r"exit code 3:\nno room"):
        packages.quiet(["sh", "-c", "echo no room >&2; exit 3"])


def test_services_stay_off_only_while_packages_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = tmp_path / "policy-rc.d"
    monkeypatch.setattr(packages, "POLICY", policy)
    with packages.no_services():
        assert "exit 101" in policy.read_text()
        assert policy.stat().st_mode & 0o111
    assert not policy.exists()


def test_a_policy_that_is_there_already_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 0\n")
    monkeypatch.setattr(packages, "POLICY", policy)
    with packages.no_services():
        pass
    assert policy.read_text() == "#!/bin/sh\nexit 0\n"
