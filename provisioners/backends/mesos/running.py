"""Brings the jobs of a deployment to Chronos, and waits for those that run once."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provisioners.backends.contract import PlatformError
from provisioners.backends.mesos import desired, labels
from provisioners.backends.mesos.chronos import Chronos, Job, mine, owner
from provisioners.backends.mesos.jobs import ONCE
from provisioners.backends.mesos.pause import Pause

TIMEOUT = 1200.0
"""Seconds for a job that runs once."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Whose jobs they are, where progress is told, and how to wait."""

    chronos: Chronos | None
    deployment: str
    report: Callable[[str], None]
    pause: Callable[[float], None]

    def refuse_foreign(self, names: Sequence[str]) -> None:
        """Raises :class:`PlatformError` when somebody else's job has a name that is wanted."""
        if not names:
            return
        for job in self._api().jobs():
            if job["name"] in names and owner(job) != self.deployment:
                raise PlatformError(f"Somebody else's job in Chronos has the name {job['name']}. Rename it.")

    def put(self, jobs: Sequence[Mapping[str, Any]]) -> None:
        """Make jobs what they are to be, and wait for the end of those that run once. Raises :class:`PlatformError`.

        What Chronos has already from the same settings is left as it is, so that nothing runs twice when a step is
        repeated; a single run that failed is tried again.
        """
        if not jobs:
            return
        there = mine(self._api().jobs(), self.deployment)
        for job in jobs:
            found = there.get(job["name"])
            if found is None or _content(found) != _content(job) or (_is_once(job) and has_failed(found)):
                self.report(f"{_address(job)}: the job goes to Chronos")
                self._api().put(desired.with_start(job, desired.now()))
        for job in jobs:
            if _is_once(job):
                self._wait(job)

    def remove(self, keep: Sequence[str]) -> None:
        """Remove the deployment's jobs but some, those that wait for others first.

        Chronos gives a job whose parent goes the parent's schedule, and it would run.
        """
        if self.chronos is None:
            return
        found = mine(self._api().jobs(), self.deployment)
        for name in sorted(found, key=lambda name: "parents" not in found[name]):
            if name not in keep:
                self.report(f"{_address(found[name])}: the job is removed")
                self.chronos.kill(name)
                self.chronos.delete(name)

    def _api(self) -> Chronos:
        if self.chronos is None:
            raise PlatformError("The target names no Chronos to run jobs. Set its option 'chronos'.")
        return self.chronos

    def _wait(self, job: Mapping[str, Any]) -> None:
        address = _address(job)
        deadline = time.monotonic() + TIMEOUT
        pause = Pause(self.pause)
        while True:
            found = mine(self._api().jobs(), self.deployment).get(job["name"])
            if found is None:
                raise PlatformError(f"The job of {address} is gone from Chronos.", addresses=(address,))
            if has_failed(found):
                raise PlatformError(
                    f"The job of {address} failed; its last error was at {found.get('lastError')}. Its logs say why.",
                    addresses=(address,),
                )
            if found.get("successCount"):
                self.report(f"{address}: the job ended well")
                return
            if time.monotonic() >= deadline:
                message = f"The job of {address} has not ended after {TIMEOUT:.0f} seconds."
                raise PlatformError(message, addresses=(address,))
            pause.rest()


def has_failed(job: Job) -> bool:
    """Whether a job's last run failed, after all its attempts."""
    return bool(job.get("errorsSinceLastSuccess") or (job.get("errorCount") and not job.get("successCount")))


def _is_once(job: Job) -> bool:
    return job.get("schedule") == ONCE


def _content(job: Job) -> str | None:
    marks = labels.marks_of(job.get("description"))
    return f"{marks.get(labels.CONTENT)} {marks.get(labels.GENERATION)}"


def _address(job: Job) -> str:
    return labels.marks_of(job.get("description")).get(labels.ADDRESS, str(job["name"]))
