"""Why applications do not become what they are to be: their tasks fail, or nobody offers them what they need."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provisioners.backends.mesos.labels import ADDRESS
from provisioners.backends.mesos.marathon import App

FAILURES = 3
"""Tasks of one application that fail one after the other before the step gives up; Marathon itself never does."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An application that is in trouble, its node's address, and the platform's words."""

    app: App
    words: str

    @property
    def address(self) -> str:
        return str((self.app.get("labels") or {}).get(ADDRESS, self.app["id"]))


@dataclass
class Watch:
    """Remembers which tasks have failed while applications are waited for."""

    failed: dict[str, dict[str, str]] = field(default_factory=dict)

    def look(self, apps: Mapping[str, App]) -> Iterator[str]:
        """New failures as lines of progress."""
        for key, app in apps.items():
            failure = app.get("lastTaskFailure")
            if failure is None or failure["version"] != app["version"]:
                continue
            seen = self.failed.setdefault(key, {})
            if failure["taskId"] not in seen:
                seen[failure["taskId"]] = described(app)
                yield f"{app['labels'][ADDRESS]}: a task failed: {described(app)}"

    def broken(self, apps: Mapping[str, App]) -> Trouble | None:
        """The first application whose tasks failed too often."""
        for key, seen in self.failed.items():
            if len(seen) >= FAILURES and key in apps:
                return Trouble(apps[key], list(seen.values())[-1])
        return None


def described(app: App) -> str:
    """The last failure of a task in Mesos's words, which may repeat a command line with the environment in it."""
    failure = app["lastTaskFailure"]
    words = str(failure["message"])
    for name, value in environment_of(app).items():
        if isinstance(value, str) and value:
            words = words.replace(f"{name}={value}", f"{name}=***")
    where = f" on {failure['host']}" if failure["host"] else ""
    return f"{failure['state']}{where}: {words}".rstrip(": ")


def environment_of(app: App) -> Mapping[str, Any]:
    """The variables of an application, or of a pod's container."""
    environment = app["pod"]["containers"][0].get("environment") if "pod" in app else app.get("env")
    return environment or {}


def waiting(queue: Sequence[Mapping[str, Any]], apps: Mapping[str, App]) -> list[Trouble]:
    """The applications that wait for offers, each with the reasons why those that came were not used."""
    found = [(str((item.get("app") or item.get("pod") or {}).get("id")), item) for item in queue]
    return [
        Trouble(apps[key], _reasons(item))
        for key, item in found
        if key in apps and item["delay"]["overdue"] and item["count"]
    ]


def _reasons(item: Mapping[str, Any]) -> str:
    summary = item.get("processedOffersSummary") or {}
    if not summary.get("processedOffersCount"):
        return f"{item['count']} instances wait, and no agent offers anything"
    last = summary.get("rejectSummaryLastOffers") or ()
    reasons = [f"{one['reason']} ({one['declined']} of {one['processed']} offers)" for one in last if one["declined"]]
    return f"{item['count']} instances wait: {', '.join(reasons) or 'no offer fits'}"
