"""The stage runner: what it runs, how it counts, what it does where something is missing."""

import importlib.util
import sys
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest

from tests.engines.packages import SetUpError

RUNNER = Path(__file__).parents[2] / ".ci" / "stages.py"
REPORT = '<a><testsuite tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"/></a>'


@pytest.fixture
def stages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("ci_stages", RUNNER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "ci_stages", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "REPORTS", tmp_path)
    return module


def unmet(_: ExitStack) -> None:
    raise SetUpError("no such thing here")


def run(stages: ModuleType, *commands: list[str], needs: tuple[str, ...] = ()) -> object:
    with ExitStack() as stack:
        state = stages.Run(stack)
        state.stage(stages.Stage("trial", needs, commands))
    return state


def test_reports_are_added_up(stages: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(REPORT.format(tests=10, failures=1, errors=2, skipped=3))
    (tmp_path / "b.xml").write_text(REPORT.format(tests=5, failures=0, errors=0, skipped=0))
    assert stages.counts() == {"passed": 9, "failed": 3, "skipped": 3}


def test_an_unknown_stage_is_refused_with_the_known_ones(stages: ModuleType) -> None:
    with pytest.raises(SystemExit, match=r"no stage is called unti: .*unit"):
        stages.chosen(["unti"])


def test_stages_run_in_their_own_order(stages: ModuleType) -> None:
    assert [stage.name for stage in stages.chosen(["kill", "lint"])] == ["lint", "kill"]


def test_each_need_of_a_stage_is_known(stages: ModuleType) -> None:
    assert {need for stage in stages.STAGES for need in stage.needs} <= set(stages.NEEDS)


def test_every_command_runs_even_after_one_failed(
    stages: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    state = run(stages, ["false"], ["touch", str(tmp_path / "second")])
    assert (tmp_path / "second").exists()
    assert state.failed == ["trial"]
    assert "failed: false" in capfd.readouterr().out


def test_commands_leave_their_temporary_files_in_a_folder_that_goes(stages: ModuleType, tmp_path: Path) -> None:
    run(stages, ["sh", "-c", f'touch "$TMPDIR/left"; echo "$TMPDIR" > {tmp_path}/where'])
    assert not Path((tmp_path / "where").read_text().strip()).exists()


@pytest.mark.parametrize("strict", [True, False])
def test_a_missing_need_fails_a_strict_run_and_is_named_otherwise(
    stages: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], strict: bool
) -> None:
    monkeypatch.setattr(stages, "STRICT", strict)
    monkeypatch.setitem(stages.NEEDS, "moon", unmet)
    state = run(stages, ["true"], needs=("moon",))
    assert (state.failed, state.left_out) == ((["trial"], []) if strict else ([], ["trial"]))
    assert "no such thing here" in capfd.readouterr().out


def test_what_is_no_part_of_this_is_left_out_of_a_strict_run_too(
    stages: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stages, "STRICT", True)
    monkeypatch.delenv("TOPOSMITH_ENGINES", raising=False)
    state = run(stages, ["true"], needs=("kubernetes",))
    assert (state.failed, state.left_out) == ([], ["trial"])
    assert "TOPOSMITH_ENGINES is not set" in capfd.readouterr().out
