"""Whether what was just started stays: ``docker compose up --wait`` is content with what runs for a moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from provisioners.backends.contract import Endpoint, PlatformError, Work
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.labels import ADDRESS, JOB

if TYPE_CHECKING:
    from docker import APIClient

MOMENT = timedelta(seconds=1)
LOG_LINES = 20


def engine_time(api: "APIClient") -> datetime:
    """The engine's clock, by which it tells when containers started."""
    return _time(api.info()["SystemTime"])


def refuse_ended(work: Work, api: "APIClient", began: datetime) -> None:
    """Raises :class:`PlatformError` with its last lines when a container that was started since ``began`` has ended.

    Waits until each container that nothing checks has run for a moment.
    """
    youngest = max((started for started in _unchecked(api, work.deployment)), default=began)
    work.pause(max(0.0, (youngest + MOMENT - engine_time(api)).total_seconds()))
    for address, status, text in _ended(api, work.deployment, began):
        message = f"The container of {address} ends as soon as it starts, with status {status}."
        raise PlatformError(f"{message} Its last lines:\n{text}" if text else message, addresses=(address,))


def with_last_lines(endpoint: Endpoint, deployment: str, error: PlatformError, began: datetime) -> PlatformError:
    """The same failure with the last lines of each container that was started since ``began`` and ended badly."""
    if error.transient:
        return error
    with connected(endpoint) as api:
        ended = list(_ended(api, deployment, began))
    said = "".join(f"\nThe last lines of {address}:\n{text}" for address, _, text in ended if text)
    addresses = error.addresses or tuple(dict.fromkeys(address for address, _, _ in ended))
    return PlatformError(f"{error}{said}", addresses=addresses)


def _ended(api: "APIClient", deployment: str, began: datetime) -> Iterator[tuple[str, int, str]]:
    """The address, the status and the last lines of each container that ended badly.

    A healthy one is not looked at: an engine that is busy with health checks takes its time for that.
    """
    for item in inventory.containers(api, deployment):
        if item["Status"].endswith("(healthy)"):
            continue
        found = api.inspect_container(item["Id"])
        if _has_ended(found, began):
            text = api.logs(item["Id"], tail=LOG_LINES).decode(errors="replace").strip()
            yield item["Labels"][ADDRESS], found["State"]["ExitCode"], text


def _unchecked(api: "APIClient", deployment: str) -> Iterator[datetime]:
    """When the containers without a health check started."""
    for item in inventory.containers(api, deployment):
        if item["State"] == "running" and "(" not in item["Status"]:
            yield _time(api.inspect_container(item["Id"])["State"]["StartedAt"])


def _has_ended(container: dict[str, Any], began: datetime) -> bool:
    state = container["State"]
    if _time(state["StartedAt"]) < began:
        return False
    is_over = state["Status"] == "exited" and state["ExitCode"] != 0
    return bool(is_over or state["Restarting"] or (container["RestartCount"] > 0 and not _is_well(container)))


def _is_well(container: dict[str, Any]) -> bool:
    """Whether what ended before does not matter: a job may fail a few times, and a health check tells how it is."""
    health = container["State"].get("Health") or {}
    return JOB in container["Config"]["Labels"] or health.get("Status") == "healthy"


def _time(text: str) -> datetime:
    """A time of the engine, whose nanoseconds are cut."""
    whole, _, rest = text.partition(".")
    digits = rest.rstrip("Z").split("+")[0].split("-")[0]
    return datetime.fromisoformat(f"{whole.rstrip('Z')}.{digits[:6].ljust(6, '0')}+00:00")
