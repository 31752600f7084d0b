"""Runs the stages of the tests, each with what it needs, and says what each took.

`stages.py [NAME...]` runs the named stages, or all but those run by hand. With CI=true nothing is left out: what is
missing fails the run. Without it, a stage whose needs cannot be met is left out and the reason is said. The last line
counts the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.engines import docker_engine, format_tools, kubernetes, podman, servers, swarm
from tests.engines.packages import SetUpError, install
from tests.images import debian_base, example_layers

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "var" / "test-reports"
BIN = Path(sys.executable).parent
FRONTEND = ROOT / "webui" / "frontend"
STRICT = os.environ.get("CI") == "true"
SIMPLE = " and ".join(
    f"not {marker}" for marker in ("servers", "engine", "kill", "browser", "kubernetes", "swarm", "tools", "podman")
)
VITEST_REPORT = ("--reporter=default", "--reporter=junit", f"--outputFile.junit={REPORTS / 'frontend.xml'}")

Command = list[str]
Need = Callable[[ExitStack], None]


class LeftOut(Exception):
    """A stage whose need is no part of this repository and is not there."""


@dataclass(frozen=True)
class Stage:
    """One line of the run: what must stand first, and the commands that must all succeed, in their folder.

    One by hand takes long for what it shows, and runs when it is named, after a change of its part.
    """

    name: str
    needs: tuple[str, ...]
    commands: tuple[Command, ...]
    folder: Path = ROOT
    is_by_hand: bool = False


def pytest(name: str, expression: str, *options: str) -> Command:
    """The command that runs the tests under a marker expression and leaves a report for the count."""
    return [str(BIN / "pytest"), "-q", "-m", expression, f"--junitxml={REPORTS / name}.xml", *options]


def marked(marker: str) -> list[str]:
    """The files and folders of the tests that bear a marker: to collect all tests takes longer than some stages."""
    files = [file for file in sorted((ROOT / "tests").rglob("*.py")) if f"mark.{marker}" in file.read_text()]
    found = (file.parent if file.name == "conftest.py" else file for file in files if file.name != "__init__.py")
    return [str(path.relative_to(ROOT)) for path in found]


def on_postgres(command: Command) -> Command:
    """The same command with Django on the tests' PostgreSQL instead of SQLite."""
    return ["sh", "-c", 'TOPOSMITH_DATABASE_URL=$TOPOSMITH_TEST_DATABASE_URL exec "$@"', "sh", *command]


def npm(job: str, *arguments: str) -> Command:
    """A job of the front end's package.json."""
    return ["npm", "run", "--silent", job, *arguments]


def tool(name: str, *arguments: str) -> Command:
    return [str(BIN / name), *arguments]


STAGES = (
    Stage(
        "lint",
        (),
        (
            tool("ruff", "check", "--quiet", "."),
            tool("ruff", "format", "--quiet", "--check", "."),
            tool("mypy"),
            tool("mypy", "--strict", ".ci", "tests/engines", "tests/images"),
            tool("lint-imports"),
            tool("python", "manage.py", "makemigrations", "--check", "--dry-run"),
        ),
    ),
    Stage("frontend", (), (npm("lint"), npm("test", "--", *VITEST_REPORT)), FRONTEND),
    Stage("unit", ("graphviz",), (pytest("unit", SIMPLE, "-n", "2"),)),
    Stage(
        "servers",
        ("servers",),
        (
            pytest("servers", "servers and not engine and not kill", *marked("servers")),
            on_postgres(pytest("postgres", f"database and {SIMPLE}", "-n", "2")),
        ),
    ),
    Stage("outputs", ("tools",), (pytest("outputs", "tools", *marked("tools")),)),
    Stage(
        "engine",
        ("docker", "examples", "servers"),
        (pytest("engine", "engine and not kill and not browser", "-n", "3", "--dist", "loadfile", *marked("engine")),),
    ),
    Stage(
        "kill",
        ("docker", "examples", "servers"),
        (
            pytest("kill", "kill and not engine", "-n", "3", *marked("kill")),
            pytest("kill-engine", "kill and engine", "-n", "2", "--dist", "loadfile", *marked("kill")),
        ),
    ),
    Stage("swarm", ("docker", "examples", "swarm"), (pytest("swarm", "swarm", "-n", "3", *marked("swarm")),)),
    Stage(
        "kubernetes",
        ("docker", "examples", "kubernetes"),
        (pytest("kubernetes", "kubernetes", "-n", "5", "--timeout", "600", *marked("kubernetes")),),
    ),
    Stage("podman", ("docker", "tools"), (pytest("podman", "podman", "-n", "3", *marked("podman")),), is_by_hand=True),
    Stage(
        "browser",
        ("docker", "examples", "servers", "chromium"),
        (pytest("browser", "browser", "-n", "2", "--dist", "loadfile", *marked("browser")),),
    ),
    Stage("package", (), (tool("python", ".ci/package.py"),)),
)


def need_graphviz(_: ExitStack) -> None:
    if not shutil.which("dot"):
        install(["graphviz"])


def need_chromium(_: ExitStack) -> None:
    if not shutil.which("chromium"):
        install(["chromium"])


def need_docker(stack: ExitStack) -> None:
    if docker_engine.ensure():
        stack.callback(docker_engine.stop)
    debian_base.ensure()


def need_examples(_: ExitStack) -> None:
    """The layers of the examples' images: they take minutes, which no test is given, and are made once for all."""
    example_layers.ensure()


def need_tools(_: ExitStack) -> None:
    format_tools.ensure()
    podman.ensure()


def need_servers(stack: ExitStack) -> None:
    running = servers.start()
    stack.callback(servers.stop, running)
    os.environ.update(running.environment())


def need_swarm(stack: ExitStack) -> None:
    os.environ.update(swarm.environment(stack.enter_context(swarm.new())))


def need_kubernetes(stack: ExitStack) -> None:
    """Without the folder of engines the stage is left out, also where nothing else is: it is no part of this."""
    if not os.environ.get("TOPOSMITH_ENGINES"):
        raise LeftOut("TOPOSMITH_ENGINES is not set: it names the folder that holds Kubernetes' programs")
    cluster = kubernetes.start()
    stack.callback(kubernetes.stop, cluster)
    os.environ.update(kubernetes.environment(cluster))


NEEDS: dict[str, Need] = {
    "graphviz": need_graphviz,
    "chromium": need_chromium,
    "docker": need_docker,
    "examples": need_examples,
    "servers": need_servers,
    "swarm": need_swarm,
    "kubernetes": need_kubernetes,
    "tools": need_tools,
}


class Run:
    """One run: what stands already, and how each stage ended."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        scratch = tempfile.TemporaryDirectory(prefix="toposmith-tests-", ignore_cleanup_errors=True)
        self.scratch = Path(stack.enter_context(scratch))
        self.scratch.chmod(0o711)  # PostgreSQL runs as another user and passes through
        self.met: set[str] = set()
        self.failed: list[str] = []
        self.left_out: list[str] = []

    def stage(self, stage: Stage) -> None:
        """Meet the needs, run the commands, say the result and the time."""
        began = time.monotonic()
        say(f"=== {stage.name}")
        try:
            self._meet(stage.needs)
        except LeftOut as reason:
            self._leave_out(stage, str(reason))
            return
        except SetUpError as problem:
            self._not_run(stage, str(problem))
            return
        broken = [command for command in stage.commands if not succeeds(command, stage.folder, self.scratch)]
        for command in broken:
            say(f"failed: {' '.join(command)}")
        if broken:
            self.failed.append(stage.name)
        say(f"=== {stage.name}: {'FAILED' if broken else 'passed'} in {time.monotonic() - began:.0f} s")

    def _meet(self, needs: tuple[str, ...]) -> None:
        for name in needs:
            if name in self.met:
                continue
            began = time.monotonic()
            NEEDS[name](self.stack)
            self.met.add(name)
            say(f"--- {name}: ready after {time.monotonic() - began:.0f} s")

    def _not_run(self, stage: Stage, reason: str) -> None:
        if STRICT:
            self.failed.append(stage.name)
            say(f"=== {stage.name}: FAILED, {reason}")
        else:
            self._leave_out(stage, reason)

    def _leave_out(self, stage: Stage, reason: str) -> None:
        self.left_out.append(stage.name)
        say(f"=== {stage.name}: left out, {reason}")


def succeeds(command: Command, folder: Path, scratch: Path) -> bool:
    """Whether a command, its output on the terminal, ended well; pytest's "no tests" is a failure too."""
    path = f"{BIN}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "TMPDIR": str(scratch), "DOCKER_BUILDKIT": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # without it, hundreds of commands compile the same modules
    return subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def counts() -> Counter[str]:
    """What this run's reports count: passed, failed (errors too) and skipped."""
    total: Counter[str] = Counter()
    for report in REPORTS.glob("*.xml"):
        for suite in ET.parse(report).getroot().iter("testsuite"):
            tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            total.update(passed=tests - skipped - failed, failed=failed, skipped=skipped)
    return total


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def chosen(names: list[str]) -> tuple[Stage, ...]:
    unknown = set(names) - {stage.name for stage in STAGES}
    if unknown:
        raise SystemExit(f"no stage is called {', '.join(sorted(unknown))}: {', '.join(s.name for s in STAGES)}")
    return tuple(stage for stage in STAGES if stage.name in names or not (names or stage.is_by_hand))


def main() -> int:
    began = time.monotonic()
    stages = chosen(sys.argv[1:])
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    with ExitStack() as stack:
        run = Run(stack)
        for stage in stages:
            run.stage(stage)
    say(f"=== {len(stages)} stages in {time.monotonic() - began:.0f} s")
    if run.left_out:
        say(f"left out: {', '.join(run.left_out)}")
    if run.failed:
        say(f"FAILED: {', '.join(run.failed)}")
    total = counts()
    say(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
