"""Workers that are killed or stopped at every step, and in the middle of steps, on both kinds of installation.

However a worker ends, another one goes on, and the world and the records end as those of an undisturbed run: the same
names, configuration and data, every create effective once, no duplicates, no event number missing.
"""

import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.provisioners.engine.processes import is_alive, until
from tests.provisioners.engine.stage import LEASE_SECONDS, PROJECT, Stage, Worker
from tests.provisioners.engine.theatre import Theatre

pytestmark = pytest.mark.kill

BEFORE, AMID, AFTER = "hold-before", "hold-amid", "hold-after"
EVERY_STEP = [
    (BEFORE, "net", "deploy"),
    (AFTER, "data", "deploy"),
    (AFTER, "db", "deploy"),
    (BEFORE, "web", "deploy"),
    (AFTER, "web", "upgrade"),
    (AMID, "db", "upgrade"),
    (BEFORE, "web", "undeploy"),
    (AFTER, "db", "undeploy"),
    (AFTER, "data", "undeploy"),
    (BEFORE, "net", "undeploy"),
]
THE_OTHER_ENDS = [
    (AFTER, "net", "deploy"),
    (BEFORE, "data", "deploy"),
    (BEFORE, "db", "deploy"),
    (AFTER, "web", "deploy"),
    (BEFORE, "web", "upgrade"),
    (BEFORE, "db", "upgrade"),
    (AFTER, "db", "upgrade"),
]
CASES = [
    *(pytest.param("servers", *case, marks=pytest.mark.servers) for case in EVERY_STEP),
    *(("local", *case) for case in EVERY_STEP + THE_OTHER_ENDS),
]
in_every_case = pytest.mark.parametrize(("theatre", "point", "node", "kind"), CASES, indirect=["theatre"])


def run_to(stage: Stage, place: str) -> Worker:
    """A worker that has come to a place in a step and waits there."""
    worker = stage.worker()
    until(lambda: stage.world.reached(place), f"a worker at {place}", explain=stage.logs)
    return worker


def has_effects(stage: Stage, count: int) -> bool:
    return len(stage.world.effects()) >= count


def check(theatre: Theatre, stage: Stage, kind: str = "deploy") -> None:
    """Nothing shows that a worker was lost."""
    assert stage.finish() == "succeeded"
    assert stage.portrait() == theatre.portrait(kind)
    numbers = stage.ask("event_numbers")
    assert numbers == list(range(1, len(numbers) + 1))


@in_every_case
def test_killed(theatre: Theatre, tmp_path: Path, point: str, node: str, kind: str) -> None:
    place = f"{point}@{node}"
    with theatre.stage(tmp_path, before=kind) as stage:
        stage.world.control(place)
        stage.ask("start", kind)
        run_to(stage, place).kill()
        stage.world.release(place)
        stage.worker()
        check(theatre, stage, kind)


@in_every_case
def test_stopped_past_its_lease_and_continued(
    theatre: Theatre, tmp_path: Path, point: str, node: str, kind: str
) -> None:
    place = f"{point}@{node}"
    with theatre.stage(tmp_path, before=kind) as stage:
        stage.world.control(place)
        stage.ask("start", kind)
        stopped = run_to(stage, place)
        stage.freeze(stopped)
        stage.world.release(place)
        stage.worker()
        assert stage.finish() == "succeeded"
        stopped.send(signal.SIGCONT)
        stopped.stop()
        check(theatre, stage, kind)


@pytest.mark.parametrize("is_killed", [True, False])
@pytest.mark.parametrize("node", ["data", "web"])
def test_in_the_middle_of_an_outside_command(theatre: Theatre, stage: Stage, node: str, is_killed: bool) -> None:
    """The command is gone before anybody else may take the step."""
    place = f"hold-outside@{node}"
    stage.world.control("outside")
    stage.world.control(place)
    stage.ask("start", "deploy")
    worker = run_to(stage, place)
    command = stage.world.reached_by(place)
    worker.kill() if is_killed else stage.freeze(worker)
    until(lambda: not is_alive(command), "the command's end", patience=2 * LEASE_SECONDS)
    stage.world.release(place)
    stage.worker()
    assert stage.finish() == "succeeded"
    if not is_killed:
        worker.send(signal.SIGCONT)
        worker.stop()
    check(theatre, stage)


STOPPED_WHILE_WRITING = """
import os, signal, sys, django; django.setup()
from provisioners.events import locked
from provisioners.models import Deployment
with locked(Deployment.objects.get().pk):
    print("holding", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
"""


@pytest.mark.servers
def test_stopped_in_the_middle_of_a_transaction(servers_theatre: Theatre, tmp_path: Path) -> None:
    """PostgreSQL ends the transaction of a process that no longer goes on."""
    with servers_theatre.stage(tmp_path, before="deploy") as stage:
        stage.ask("can_write")
        command = [sys.executable, "-c", STOPPED_WHILE_WRITING]
        with subprocess.Popen(command, env=stage.environment, cwd=PROJECT, stdout=-1, stderr=-3) as stopped:
            assert stopped.stdout is not None
            assert stopped.stdout.readline() == b"holding\n"
            stage.play("deploy")
            stopped.kill()
        check(servers_theatre, stage)


def test_killed_again_and_again(theatre: Theatre, stage: Stage) -> None:
    """At moments that nobody chose: each worker lives a little longer than the one before."""
    stage.world.control("slow", "0.3")
    stage.ask("start", "deploy")
    for wanted in (1, 2, 3):
        worker = stage.worker()
        until(partial(has_effects, stage, wanted), f"effect {wanted}", explain=stage.logs)
        worker.kill()
    stage.worker()
    check(theatre, stage)


def test_two_workers_share_the_work(theatre: Theatre, stage: Stage) -> None:
    workers = [stage.worker(), stage.worker()]
    until(lambda: all(worker.is_ready() for worker in workers), "two workers")
    stage.world.control("slow", "0.5")
    stage.ask("start", "deploy")
    check(theatre, stage)
    assert len([call for call in stage.world.calls() if call["phase"] == "begin"]) == 4


def test_a_worker_that_is_asked_to_end_hands_its_step_back(theatre: Theatre, stage: Stage) -> None:
    """SIGTERM: the outside command is ended, and the next worker needs not wait for a lease."""
    place = "hold-outside@db"
    stage.world.control("outside")
    stage.world.control(place)
    stage.ask("start", "deploy")
    run_to(stage, place).stop()
    assert stage.ask("step_events")[-1] == ["create:db", "pending"]
    stage.world.release(place)
    stage.worker()
    check(theatre, stage)


def test_messages_are_only_wake_ups(theatre: Theatre, stage: Stage) -> None:
    """An operation that was asked for while its message was lost is carried out."""
    stage.ask("lose_messages")
    stage.ask("start", "deploy")
    stage.worker()
    check(theatre, stage)


def test_cancel_stops_the_outside_command(stage: Stage) -> None:
    place = "hold-outside@net"
    stage.world.control("outside")
    stage.world.control(place)
    stage.ask("start", "deploy")
    run_to(stage, place)
    command = stage.world.reached_by(place)
    stage.ask("cancel")
    assert stage.finish() == "cancelled"
    until(lambda: not is_alive(command), "the command's end")
    assert ["create:net", "cancelled"] in stage.ask("step_events")
