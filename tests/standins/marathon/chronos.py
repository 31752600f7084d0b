"""The Chronos of the stand-in: jobs with schedules and with parents, and their runs."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.standins.marathon.images import FAILURES, Conduct, conduct
from tests.standins.marathon.refusals import Refused

Job = dict[str, Any]

NAME = re.compile(r"[\w\s.#_-]+")
SCHEDULE = re.compile(r"(?P<times>R[0-9]*)/(?P<start>.*)/(?P<period>P.+)")
PERIOD = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")

FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "name": str,
    "command": str,
    "arguments": list,
    "shell": bool,
    "schedule": str,
    "scheduleTimeZone": str,
    "epsilon": str,
    "parents": list,
    "retries": int,
    "owner": str,
    "ownerName": str,
    "description": str,
    "async": bool,
    "disabled": bool,
    "concurrent": bool,
    "cpus": (int, float),
    "mem": (int, float),
    "disk": (int, float),
    "environmentVariables": list,
    "container": dict,
    "constraints": list,
    "fetch": list,
}
"""Of a job; the real Chronos leaves out what it does not know, this one refuses it."""

CONTAINER = frozenset({"type", "image", "network", "forcePullImage", "parameters", "volumes"})
OPERATORS = ("EQUALS", "LIKE", "UNLIKE")


class Chronos:
    """The jobs. Runs of schedules in the future happen only when they are triggered."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.running: dict[str, int] = {}
        self.runs: list[str] = []
        self.is_held = False

    def put(self, body: Any, kind: str) -> None:
        """Add or replace a job. Counts of an earlier one are not kept."""
        problems = [*_shape(body), *self._rules(body, kind)]
        if problems:
            raise Refused(400, {"message": "; ".join(problems)})
        counts = {"successCount": 0, "errorCount": 0, "errorsSinceLastSuccess": 0, "lastSuccess": "", "lastError": ""}
        self.jobs[body["name"]] = {**body, **counts}
        self.running.pop(body["name"], None)
        if body.get("schedule", "").split("/")[1:2] == [""]:
            self.trigger(body["name"])

    def delete(self, name: str) -> None:
        """Delete a job; what waits for it gets its schedule or its parents, as in the real one."""
        job = self._job(name)
        for child in self.jobs.values():
            if name not in child.get("parents", ()):
                continue
            if "schedule" in job:
                del child["parents"]
                child["schedule"] = job["schedule"]
            else:
                child["parents"] = sorted({*child["parents"], *job["parents"]} - {name})
        del self.jobs[name]
        self.running.pop(name, None)

    def trigger(self, name: str) -> None:
        self._job(name)
        self.running[name] = 0

    def kill(self, name: str) -> None:
        self._job(name)
        self.running.pop(name, None)

    def tick(self) -> None:
        """Each run ends, or begins its next attempt."""
        if self.is_held:
            return
        for name, attempt in list(self.running.items()):
            job = self.jobs[name]
            wanted = conduct(job["container"]["image"])
            if wanted is Conduct.HANGS:
                continue
            if wanted in FAILURES:
                self._failed(name, job, attempt)
            else:
                self._succeeded(name, job)

    def summary(self) -> dict[str, Any]:
        """What each job does now, and how it ended last."""
        return {
            "jobs": [
                {
                    "name": name,
                    "status": "failure" if job["lastError"] else "success" if job["lastSuccess"] else "fresh",
                    "state": "1 running" if name in self.running else "idle",
                    "schedule": job.get("schedule", ""),
                    "parents": job.get("parents", []),
                    "disabled": job["disabled"],
                }
                for name, job in self.jobs.items()
            ]
        }

    def _failed(self, name: str, job: Job, attempt: int) -> None:
        self.runs.append(name)
        if attempt < job["retries"]:
            self.running[name] = attempt + 1
            return
        del self.running[name]
        job["errorCount"] += 1
        job["errorsSinceLastSuccess"] += 1
        job["lastError"] = _now()

    def _succeeded(self, name: str, job: Job) -> None:
        self.runs.append(name)
        del self.running[name]
        job["successCount"] += 1
        job["errorsSinceLastSuccess"] = 0
        job["lastSuccess"] = _now()
        if job.get("schedule", "").startswith("R1/"):
            job["disabled"] = True
        for child, other in self.jobs.items():
            if name in other.get("parents", ()):
                self.running[child] = 0

    def _job(self, name: str) -> Job:
        if name not in self.jobs:
            raise Refused(400, {"message": f"requirement failed: Job '{name}' not found"})
        return self.jobs[name]

    def _rules(self, body: Mapping[str, Any], kind: str) -> list[str]:
        if not isinstance(body, Mapping):
            return []
        problems = []
        if ("schedule" in body) == ("parents" in body) or ("parents" in body) != (kind == "dependency"):
            problems.append(f"a job of {kind} has a schedule or parents, as its kind is")
        if "schedule" in body:
            problems += _schedule(str(body["schedule"]))
        parents = body.get("parents", [])
        if "parents" in body and (not parents or not set(parents) <= self.jobs.keys()):
            problems.append("Error, parent does not exist")
        return problems


def _shape(body: Any) -> list[str]:
    if not isinstance(body, Mapping):
        return ["a job is an object"]
    problems = [f"{key} is unknown" for key in body.keys() - FIELDS.keys()]
    known = {key: kind for key, kind in FIELDS.items() if key in body}
    problems += [f"{key} is of the wrong type" for key, kind in known.items() if not isinstance(body[key], kind)]
    problems += [f"{key} is missing" for key in ("name", "command", "container") if key not in body]
    return problems or [*_container(body["container"]), *_items(body)]


def _container(container: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"container.{key} is unknown" for key in container.keys() - CONTAINER)
    if container.get("type") != "DOCKER" or not container.get("image"):
        yield "the container is none of Docker's"
    if container.get("network") not in ("BRIDGE", "HOST"):
        yield "the network is BRIDGE or HOST"


def _items(body: Mapping[str, Any]) -> Iterator[str]:
    if not NAME.fullmatch(body["name"]):
        yield f"the job's name is invalid. Allowed names: '{NAME.pattern}'"
    for item in body.get("environmentVariables", ()):
        if set(item) != {"name", "value"} or not all(isinstance(value, str) for value in item.values()):
            yield "an environment variable has a name and a value"
    if not all(isinstance(item, str) for item in (*body.get("arguments", ()), *body.get("parents", ()))):
        yield "arguments and parents are texts"
    for item in body.get("constraints", ()):
        if len(item) != 3 or item[1] not in OPERATORS:
            yield f"{item} is no constraint"


def _schedule(text: str) -> list[str]:
    match = SCHEDULE.fullmatch(text)
    if match is None or not PERIOD.fullmatch(match["period"]):
        return [f"Cannot parse schedule '{text}'"]
    if not match["start"]:
        return []
    try:
        start = datetime.fromisoformat(match["start"].replace("Z", "+00:00"))
    except ValueError:
        return [f"Cannot parse schedule '{text}'"]
    if start.tzinfo is None or start < datetime.now(UTC) - timedelta(days=365):
        return [f"Scheduled start date '{match['start']}' is more than 1 year in the past!"]
    return []


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
