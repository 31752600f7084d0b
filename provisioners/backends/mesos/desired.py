"""What a step is to bring about: the rendered documents with their secrets in place."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from provisioners.backends.contract import PlatformError, Rendered
from provisioners.backends.mesos.cron import first_time
from provisioners.backends.mesos.essence import stamped
from provisioners.backends.mesos.jobs import FIRST
from provisioners.backends.mesos.marathon import App
from provisioners.backends.mesos.render import GROUP, JOBS, PODS, SECRETS, STAGES
from provisioners.backends.mesos.writer import filled


@dataclass(frozen=True, slots=True)
class Stage:
    """Applications or pods by id, then jobs by name."""

    apps: tuple[str, ...]
    pods: tuple[str, ...]
    jobs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desired:
    """A group's id, its applications, pods and jobs by name, and the order in which they are made.

    ``kept`` is what is to be in the secret store, by path.
    """

    group: str
    apps: Mapping[str, App]
    pods: Mapping[str, App]
    jobs: Mapping[str, Mapping[str, Any]]
    kept: Mapping[str, str]
    stages: tuple[Stage, ...]


def secrets_of(rendered: Rendered, resolve: Callable[[str], str]) -> dict[str, str]:
    """The text behind each place-holder."""
    return {
        name: "".join(part if isinstance(part, str) else resolve(part["secret"]) for part in parts)
        for name, parts in rendered.secrets.items()
    }


def desired(rendered: Rendered, secrets: Mapping[str, str]) -> Desired:
    """The documents of a rendered form, filled in. They hold secrets: nothing of them may be shown."""
    group: Any = filled(json.loads(rendered.files[GROUP]), secrets)
    pods: Any = filled(json.loads(rendered.files[PODS]), secrets)
    jobs: Any = filled(json.loads(rendered.files[JOBS]), secrets)
    kept: Any = filled(json.loads(rendered.files[SECRETS]), secrets)
    order = json.loads(rendered.files[STAGES])
    return Desired(
        group=group["id"],
        apps={app["id"]: stamped(app) for app in group["apps"]},
        pods={pod["id"]: stamped(pod) for pod in pods},
        jobs={job["name"]: job for job in jobs},
        kept=kept,
        stages=tuple(_stage(stage) for stage in order),
    )


def _stage(names: Mapping[str, list[str]]) -> Stage:
    return Stage(*(tuple(names.get(key, ())) for key in ("apps", "pods", "jobs")))


def with_start(job: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A job whose schedule begins at its next time. Raises :class:`PlatformError` for a time zone that is none."""
    schedule = job.get("schedule")
    if not isinstance(schedule, Mapping):
        return dict(job)
    try:
        zone = ZoneInfo(job["scheduleTimeZone"])
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise PlatformError(f"There is no time zone {job['scheduleTimeZone']!r}.") from error
    start = first_time(schedule[FIRST], now.astimezone(zone).replace(tzinfo=None))
    return {**job, "schedule": f"R/{start:%Y-%m-%dT%H:%M:%S}.000Z/{schedule['period']}"}


def now() -> datetime:
    return datetime.now(UTC)


def hidden(text: str, secrets: Mapping[str, str]) -> str:
    """A text without secrets; of those with several lines each line is blotted out by itself."""
    pieces = {piece for secret in secrets.values() for piece in (secret, *secret.splitlines()) if piece.strip()}
    for piece in sorted(pieces, key=len, reverse=True):
        text = text.replace(piece, "***")
    return text
