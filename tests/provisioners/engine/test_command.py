"""Outside commands: what they are given, and that they end with their lease, their worker or their leash."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from provisioners.backends.contract import CommandResult, PlatformError
from provisioners.engine.command import TAIL_BYTES, LeashedCommands
from provisioners.engine.lease import Lease, StepStopped, Stop, boot_time
from tests.provisioners.engine.processes import is_alive, number_in, until

PROJECT = Path(__file__).parents[3]
SLEEPER = 'echo $$ > "$0"; sleep 1000'
FAMILY = 'setsid sh -c \'sleep 1000 & echo $! > "$0"; wait\' "$0" & wait'
"""A grandchild in a session of its own, as plug-ins of commands are."""


@pytest.fixture
def lease() -> Lease:
    return Lease(60, begun=boot_time())


def run(
    lease: Lease, folder: Path, *argv: str, env: Mapping[str, str] | None = None, timeout: float = 30, **options: bytes
) -> CommandResult:
    return LeashedCommands(lease)(argv, env=env or {}, cwd=folder, timeout=timeout, **options)


def shell(lease: Lease, folder: Path, script: str, *arguments: str, timeout: float = 30) -> CommandResult:
    return run(lease, folder, "/bin/sh", "-c", script, *arguments, timeout=timeout)


class TestWhatItIsGiven:
    def test_only_the_named_environment(self, lease: Lease, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.setenv("TOPOSMITH_SECRET_KEY", "hidden")
        result = run(lease, tmp_path, "/usr/bin/env", env={"NAMED": "1"})
        assert dict(line.split("=", 1) for line in result.output.splitlines()) == {"NAMED": "1"}

    def test_its_folder_and_standard_input(self, lease: Lease, tmp_path: Path) -> None:
        content = b"x" * 300_000
        assert run(lease, tmp_path, "/bin/pwd").output.strip() == str(tmp_path)
        assert run(lease, tmp_path, "/usr/bin/wc", "-c", stdin=content).output.strip() == "300000"
        assert run(lease, tmp_path, "/bin/cat").output == ""

    def test_no_shell(self, lease: Lease, tmp_path: Path) -> None:
        assert run(lease, tmp_path, "/bin/echo", "$HOME; `id` * 'a'").output == "$HOME; `id` * 'a'\n"

    def test_no_descriptor_of_the_worker(self, lease: Lease, tmp_path: Path) -> None:
        assert shell(lease, tmp_path, "ls /proc/$$/fd").output.split() == ["0", "1", "2"]

    def test_signals_as_a_command_expects_them(self, lease: Lease, tmp_path: Path) -> None:
        assert run(lease, tmp_path, "/bin/sh", "-c", "yes | head -1", env={"PATH": "/usr/bin:/bin"}).output == "y\n"


class TestWhatItGives:
    def test_status_and_both_outputs(self, lease: Lease, tmp_path: Path) -> None:
        assert shell(lease, tmp_path, "echo out; echo err >&2; exit 7") == CommandResult(7, "out\nerr\n")

    def test_only_the_end_of_a_long_output(self, lease: Lease, tmp_path: Path) -> None:
        result = shell(lease, tmp_path, "i=0; while [ $i -lt 30000 ]; do echo line $i; i=$((i+1)); done")
        assert len(result.output) == TAIL_BYTES
        assert result.output.endswith("line 29999\n")

    def test_a_command_that_is_missing(self, lease: Lease, tmp_path: Path) -> None:
        result = run(lease, tmp_path, "no-such-command")
        assert result.status == 127
        assert "no-such-command" in result.output

    def test_a_command_that_was_killed(self, lease: Lease, tmp_path: Path) -> None:
        assert shell(lease, tmp_path, "kill -9 $$").status == 128 + signal.SIGKILL

    def test_what_is_no_text(self, lease: Lease, tmp_path: Path) -> None:
        assert shell(lease, tmp_path, "printf '\\377'").output == "\N{REPLACEMENT CHARACTER}"


class TestItsEnd:
    def test_after_its_time(self, lease: Lease, tmp_path: Path) -> None:
        with pytest.raises(PlatformError, match=r"/bin/sh did not finish within 0\.5 seconds") as late:
            shell(lease, tmp_path, SLEEPER, "pid", timeout=0.5)
        assert late.value.transient
        assert not is_alive(number_in(tmp_path / "pid"))

    def test_descendants_in_other_sessions_end_with_it(self, lease: Lease, tmp_path: Path) -> None:
        with pytest.raises(PlatformError):
            shell(lease, tmp_path, FAMILY, "pid", timeout=1)
        pid = number_in(tmp_path / "pid")
        assert pid
        assert not is_alive(pid)

    def test_what_it_leaves_behind_ends_when_it_has_ended(self, lease: Lease, tmp_path: Path) -> None:
        assert shell(lease, tmp_path, "sleep 1000 & echo $! > pid; exit 3").status == 3
        assert not is_alive(number_in(tmp_path / "pid"))

    @pytest.mark.parametrize("reason", list(Stop))
    def test_when_the_step_is_stopped(self, lease: Lease, tmp_path: Path, reason: Stop) -> None:
        pid = tmp_path / "pid"
        stopper = threading.Thread(target=lambda: (until(lambda: number_in(pid), "its pid"), lease.stop(reason)))
        stopper.start()
        with pytest.raises(StepStopped) as stopped:
            shell(lease, tmp_path, SLEEPER, "pid")
        stopper.join()
        assert stopped.value.reason is reason
        assert not is_alive(number_in(pid))

    def test_when_the_lease_is_not_renewed(self, tmp_path: Path) -> None:
        with pytest.raises(StepStopped) as stopped:
            shell(Lease(1, begun=boot_time()), tmp_path, SLEEPER, "pid")
        assert stopped.value.reason is Stop.LOST
        assert not is_alive(number_in(tmp_path / "pid"))

    def test_a_renewed_lease_keeps_it_alive(self, tmp_path: Path) -> None:
        lease = Lease(2, begun=boot_time())
        ended = threading.Event()

        def renew() -> None:
            while not ended.wait(0.1):
                lease.renewed(begun=boot_time())

        renewing = threading.Thread(target=renew)
        renewing.start()
        try:
            assert shell(lease, tmp_path, "sleep 4; echo done").output == "done\n"
        finally:
            ended.set()
            renewing.join()

    def test_nothing_starts_without_a_lease(self, tmp_path: Path) -> None:
        with pytest.raises(StepStopped):
            shell(Lease(0, begun=boot_time()), tmp_path, "touch started")
        assert not (tmp_path / "started").exists()

    def test_when_its_leash_is_killed(self, lease: Lease, tmp_path: Path) -> None:
        with pytest.raises(PlatformError, match="killed by signal 9") as killed:
            shell(lease, tmp_path, 'sleep 1000 & echo $! > "$0"; kill -9 $PPID; wait', "pid")
        assert killed.value.transient
        until(lambda: not is_alive(number_in(tmp_path / "pid")), "the end of what the command had started")


WORKER = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(PROJECT)!r})
from provisioners.engine.command import LeashedCommands
from provisioners.engine.lease import Lease, boot_time
run = LeashedCommands(Lease(float(sys.argv[2]), begun=boot_time()))
run(["/bin/sh", "-c", {FAMILY!r}, "pid"], env={{"PATH": "/usr/bin:/bin"}}, cwd=Path(sys.argv[1]), timeout=1000)
"""


@pytest.mark.kill
@pytest.mark.parametrize(("sent", "lease_seconds"), [(signal.SIGKILL, 1000), (signal.SIGSTOP, 3)])
def test_it_ends_with_its_worker(tmp_path: Path, sent: signal.Signals, lease_seconds: int) -> None:
    """A killed worker's commands end at once, a stopped one's before the lease does."""
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path), str(lease_seconds)], start_new_session=True)
    lease_end = boot_time() + lease_seconds
    try:
        pid = until(lambda: number_in(tmp_path / "pid"), "the command's start")
        os.killpg(worker.pid, sent)
        until(lambda: not is_alive(pid), "the command's end")
        assert boot_time() < lease_end
    finally:
        worker.kill()
        worker.wait()
