"""Applies the services of a stack in their order, each wave when those before have come about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provisioners.backends.contract import Work
from provisioners.backends.docker_engine.labels import CONTENT
from provisioners.backends.swarm.api import Found, SwarmApi
from provisioners.backends.swarm.compare import differences
from provisioners.backends.swarm.inventory import Inventory
from provisioners.backends.swarm.progress import GIVEN_UP
from provisioners.backends.swarm.spec import service_name, service_spec
from provisioners.backends.swarm.stack import HIDDEN, Stack
from provisioners.backends.swarm.tasks import completions, is_current, is_job, is_wanted, replicas, state_of
from provisioners.backends.swarm.waiting import Waiting
from provisioners.images.credentials import login_for


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one stack on a swarm, on their way to what its file says."""

    work: Work
    swarm: SwarmApi
    name: str
    stack: Stack
    there: Inventory

    def apply(self) -> None:
        """Make and change what differs, wave by wave. Raises :class:`PlatformError` for what does not come about."""
        for wave in self.stack.waves():
            self.work.report(f"applying {', '.join(map(self.stack.address, wave))}")
            waiting = Waiting(self.work, self.swarm, self.stack, self.name, wave)
            changed = [key for key in wave if self._apply(key)]
            waiting.until_done(changed)

    def _apply(self, key: str) -> bool:
        """Bring one service to its settings; whether anything had to be done."""
        wanted = service_spec(self.name, self.stack, key, self.there.identifiers)
        service = self.there.services.get(wanted["Name"])
        login = login_for(self.work.endpoint, wanted["TaskTemplate"]["ContainerSpec"]["Image"])
        if service is not None and service["Spec"]["Mode"].keys() != wanted["Mode"].keys():
            self.swarm.delete(f"/services/{service['ID']}")
            service = None
        if service is None:
            self.swarm.create("/services", wanted, login)
            return True
        forced = service["Spec"]["TaskTemplate"].get("ForceUpdate", 0)
        if not self._differs(wanted, service):
            if not is_stuck(service, self.swarm.tasks([service["ID"]])):
                return False
            forced += 1
        self.swarm.update(service, _forced(wanted, forced), login)
        return True

    def _differs(self, wanted: Mapping[str, Any], service: Found) -> bool:
        names = {found["Id"]: name for name, found in self.there.networks.items()}
        actual = service["Spec"]
        is_other = wanted["Labels"][CONTENT] != actual["Labels"].get(CONTENT)
        return is_other or bool(differences(wanted, actual, names, HIDDEN))


def is_stuck(service: Found, tasks: Sequence[Found]) -> bool:
    """Whether a service has its settings and yet will not come about by itself: an earlier attempt failed."""
    if service.get("UpdateStatus", {}).get("State") in GIVEN_UP:
        return True
    active = sum(is_wanted(task) for task in tasks)
    if not is_job(service):
        return active < (replicas(service) or 0)
    well = sum(is_current(service, task) and state_of(task) == "complete" for task in tasks)
    return not active and well < (completions(service) or 1)


def _forced(wanted: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The settings with a number that makes every task anew when it grows."""
    return {**wanted, "TaskTemplate": {**wanted["TaskTemplate"], "ForceUpdate": number}}


def names_of(name: str, stack: Stack) -> frozenset[str]:
    """The names of all services of a stack."""
    return frozenset(service_name(name, key) for key in stack.services)
