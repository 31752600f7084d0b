"""Waits until services have come about, and says in the swarm's words why one does not."""

import math
import time
from collections.abc import Collection, Sequence

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.swarm.api import Found, SwarmApi
from provisioners.backends.swarm.logs import output
from provisioners.backends.swarm.progress import Progress, progress
from provisioners.backends.swarm.spec import nanoseconds, service_name
from provisioners.backends.swarm.stack import Stack
from provisioners.backends.swarm.tasks import ENDED_BADLY, is_job, state_of

WAIT_SECONDS = 600.0
"""How long a service may take, beside the pauses that its policy on updates wants."""

PENDING_SECONDS = 60.0
"""How long there may be no place for a container: the one before it may still be stopping."""

STEADY_SECONDS = 1.0
"""How long a new container without a health check has to run until it counts."""

POLL_SECONDS = 0.25
TAIL = 15


class Waiting:
    """For the services of one wave. It is made before they are changed: what ended until then is no sign of them."""

    def __init__(self, work: Work, swarm: SwarmApi, stack: Stack, name: str, keys: Sequence[str]) -> None:
        self._work = work
        self._swarm = swarm
        self._stack = stack
        self._keys = {service_name(name, key): key for key in keys}
        self._pending_since: dict[str, float] = {}
        self._longest = {key: self._longest_of(key) for key in keys}
        services = self._services()
        jobs = {service["ID"] for service in services if is_job(service)}
        self._before = frozenset(
            task["ID"]
            for task in self._tasks(services)
            if state_of(task) in ENDED_BADLY or (state_of(task) == "complete" and task["ServiceID"] not in jobs)
        )

    def until_done(self, changed: Collection[str]) -> None:
        """Wait for all. Raises :class:`PlatformError`; ``changed`` are those that may still turn out not to run."""
        began = time.monotonic()
        unsteady = any("healthcheck" not in self._stack.services[key] for key in changed)
        steady_since: float | None = None
        while True:
            now = time.monotonic()
            found = self._progress()
            self._check(found, now - began)
            if all(each.is_done for each in found.values()):
                steady_since = now if steady_since is None else steady_since
                if not unsteady or now - steady_since >= STEADY_SECONDS:
                    return
            else:
                steady_since = None
            self._work.pause(POLL_SECONDS)

    def _progress(self) -> dict[str, Progress]:
        services = self._services()
        tasks = self._tasks(services)
        found = {
            self._keys[service["Spec"]["Name"]]: progress(
                service, [task for task in tasks if task["ServiceID"] == service["ID"]], self._before
            )
            for service in services
        }
        gone = Progress(failure="somebody removed the service")
        return {key: found.get(key, gone) for key in self._keys.values()}

    def _check(self, found: dict[str, Progress], seconds: float) -> None:
        for key, each in found.items():
            if each.failure:
                raise self._failed(key, each.failure)
            if not each.pending:
                self._pending_since.pop(key, None)
            elif seconds - self._pending_since.setdefault(key, seconds) > PENDING_SECONDS:
                raise self._failed(key, f"no node takes it: {each.pending}")
        for key, each in found.items():
            longest = self._longest[key]
            if not each.is_done and seconds > longest:
                raise self._failed(key, f"it does not run after {longest:.0f} seconds")

    def _longest_of(self, key: str) -> float:
        """The seconds after which a service is late. A job never is: it ends when it has done its work."""
        deploy = self._stack.services[key]["deploy"]
        if deploy["mode"].endswith("-job"):
            return math.inf
        update = deploy.get("update_config")
        if update is None:
            return WAIT_SECONDS
        instances = deploy["replicas"] if "replicas" in deploy else self._swarm.client.info()["Swarm"]["Nodes"]
        pauses: int = math.ceil(instances / update["parallelism"])
        return WAIT_SECONDS + pauses * nanoseconds(update["delay"]) / 10**9

    def _failed(self, key: str, words: str) -> PlatformError:
        address = self._stack.address(key)
        service = next((each for each in self._services() if self._keys[each["Spec"]["Name"]] == key), None)
        said = output(self._swarm, service["ID"], TAIL).rstrip() if service else ""
        lines = f"\nIts last lines:\n{said}" if said else ""
        return PlatformError(f"{address} does not run: {words}{lines}", addresses=(address,))

    def _services(self) -> list[Found]:
        found = self._swarm.get("/services", name=list(self._keys))
        return [service for service in found if service["Spec"]["Name"] in self._keys]

    def _tasks(self, services: Sequence[Found]) -> list[Found]:
        return self._swarm.tasks([service["ID"] for service in services])
