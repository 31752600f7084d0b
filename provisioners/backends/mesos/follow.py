"""Follows deployments to their end. Marathon tries for ever, so giving up is for us to decide."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from provisioners.backends.contract import PlatformError
from provisioners.backends.mesos.inventory import live_apps, mine
from provisioners.backends.mesos.labels import ON_FAILURE
from provisioners.backends.mesos.marathon import App, Deployment, Marathon
from provisioners.backends.mesos.pause import Pause
from provisioners.backends.mesos.trouble import Trouble, Watch, waiting

TIMEOUT = 1200.0
"""Seconds for one deployment."""

OFFER_PATIENCE = 120.0
"""Seconds for which an application waits while offers come and none fits."""

SETTLING = 1.0
"""Seconds between two looks that find applications well, and no failure since the first of them.

A task that ends at once is running for a moment, so one look shows nothing."""

ROLLBACK, CONTINUE = "rollback", "continue"


@dataclass(frozen=True, slots=True)
class Follower:
    """Whose deployments are followed, where progress is told, and how to wait."""

    marathon: Marathon
    group: str
    deployment: str
    report: Callable[[str], None]
    pause: Callable[[float], None]

    def to_the_end(self, identifier: str | None, settled: Collection[str] = (), *, whole: bool = False) -> None:
        """Wait until a deployment has ended, with all others about some applications, and these run as they should.

        An application that is to be gone may be among them. ``whole`` waits for every deployment in the group. Raises
        :class:`PlatformError` when that will not come about.
        """
        deadline = monotonic() + TIMEOUT
        pause, watch, told = Pause(self.pause), Watch(), ""
        hungry: dict[str, float] = {}
        calm_since: float | None = None
        while True:
            looked = monotonic()
            running = self._running(identifier, settled, whole)
            apps = mine(live_apps(self.marathon, self.group), self.deployment)
            line = progress(running) or lacking(apps, settled)
            failures = list(watch.look(apps))
            for news in (*failures, *([line] if line not in ("", told) else ())):
                self.report(news)
            told = line or told
            if line or failures:
                calm_since = None
            elif calm_since is None and settled:
                calm_since = monotonic()
            elif calm_since is None or looked - calm_since >= SETTLING:
                return
            trouble = watch.broken(apps) or self._starved(apps, hungry)
            if trouble is not None:
                raise self._given_up(running, trouble)
            if monotonic() >= deadline:
                raise PlatformError(f"The deployment has not ended after {TIMEOUT:.0f} seconds: {line}")
            pause.rest()

    def _running(self, identifier: str | None, settled: Collection[str], whole: bool) -> list[Deployment]:
        """The deployments that have not ended: the one that was begun, and those that have to end as well."""
        inside = f"{self.group}/"
        return [
            found
            for found in self.marathon.deployments()
            if found["id"] == identifier
            or any(key in settled or (whole and key.startswith(inside)) for key in affected(found))
        ]

    def _starved(self, apps: Mapping[str, App], hungry: dict[str, float]) -> Trouble | None:
        """The first application for which no offer fitted for too long; ``hungry`` remembers since when."""
        found = {trouble.app["id"]: trouble for trouble in waiting(self.marathon.queue(), apps)}
        for key in [key for key in hungry if key not in found]:
            del hungry[key]
        for key, trouble in found.items():
            if key not in hungry:
                hungry[key] = monotonic()
                self.report(f"{trouble.address}: {trouble.words}")
            elif monotonic() - hungry[key] >= OFFER_PATIENCE:
                return trouble
        return None

    def _given_up(self, running: Sequence[Deployment], trouble: Trouble) -> PlatformError:
        """The error for a deployment that will not end, after what the template wants then has been done."""
        wish = (trouble.app.get("labels") or {}).get(ON_FAILURE)
        holding = next((found for found in running if trouble.app["id"] in affected(found)), None)
        after = "Marathon goes on trying."
        if holding is not None and wish == ROLLBACK:
            self._roll_back(str(holding["id"]))
            after = "What was there before has been put back."
        elif holding is not None and wish != CONTINUE:
            self.marathon.stop(str(holding["id"]))
            after = "The deployment was stopped where it was."
        message = f"{trouble.address} does not start. {after}\n{trouble.words}"
        return PlatformError(message, addresses=(trouble.address,))

    def _roll_back(self, identifier: str) -> None:
        self.report("the deployment is rolled back")
        undoing = self.marathon.roll_back(identifier)
        deadline = monotonic() + TIMEOUT
        pause = Pause(self.pause)
        while any(found["id"] == undoing for found in self.marathon.deployments()):
            if monotonic() >= deadline:
                raise PlatformError(f"The roll-back has not ended after {TIMEOUT:.0f} seconds.")
            pause.rest()


def affected(found: Deployment) -> tuple[str, ...]:
    """The ids of the applications and pods that a deployment is about."""
    return (*found.get("affectedApps", ()), *found.get("affectedPods", ()))


def progress(running: Sequence[Deployment]) -> str:
    """What deployments do now, in one line."""
    return "; ".join(
        f"step {found['currentStep']} of {found['totalSteps']}: "
        + (", ".join(_action(action) for action in found["currentActions"]) or "nothing yet")
        for found in running
    )


def lacking(apps: Mapping[str, App], settled: Collection[str]) -> str:
    """Which of some applications do not run as they should, though no deployment is about them; empty if none."""
    return "; ".join(
        f"{key}: {apps[key]['tasksHealthy' if apps[key].get('healthChecks') else 'tasksRunning']} of "
        f"{apps[key]['instances']} instances are well"
        for key in sorted(settled)
        if key in apps and not is_well(apps[key])
    )


def is_well(app: App) -> bool:
    """Whether as many instances run, and are healthy where there is a check, as there are to be."""
    count = app["tasksHealthy"] if app.get("healthChecks") else app["tasksRunning"]
    return bool(count >= app["instances"])


def _action(action: Mapping[str, str]) -> str:
    return f"{action['action']} {action.get('app') or action.get('pod', '')}"
