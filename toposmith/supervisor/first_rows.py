"""Brings the database up to date and makes the rows that a new installation begins with."""

import json
import subprocess
import sys
from dataclasses import dataclass

from toposmith.supervisor.environment import LOCAL_ENGINE, Installation
from toposmith.supervisor.trouble import CannotStart


@dataclass(frozen=True, slots=True)
class FirstRows:
    """What the person at the terminal must know; the password is None once somebody chose an own one."""

    user: str
    one_time_password: str | None


def migrate(installation: Installation) -> None:
    """Apply the migrations. Raises :class:`CannotStart` with Django's last words."""
    _django(installation, "migrate", "--no-input", "--verbosity", "0")


def bootstrap(installation: Installation, *, new_password: bool) -> FirstRows:
    """Make the first team, its administrator, the local target and the examples, as far as they are missing."""
    options = ["--endpoint", LOCAL_ENGINE] + (["--new-password"] if new_password else [])
    answer = json.loads(_django(installation, "bootstrap", *options).splitlines()[-1])
    return FirstRows(answer["user"], answer["one_time_password"])


def _django(installation: Installation, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env=dict(installation.web_environment()),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return done.stdout
    log = installation.home / "log" / "start.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text(done.stderr)
    last = (done.stderr.strip().splitlines() or ["no message"])[-1]
    if "disk is full" in done.stderr:
        raise CannotStart("The disk is full: the database could not be written. Free some space and start again.")
    raise CannotStart(f"`{arguments[0]}` failed: {last}. The whole message is in {log}")
