"""Chronos's API, as far as it is needed: version 1, of Chronos 3."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlsplit

from provisioners.backends.contract import Endpoint
from provisioners.backends.mesos import labels
from provisioners.backends.mesos.http import Api, opened

Job = Mapping[str, Any]


class Chronos:
    """The calls, one method for each."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def jobs(self) -> Sequence[Job]:
        """All jobs of all people."""
        found: Sequence[Job] = self._api.call("GET", "/v1/scheduler/jobs").data
        return found

    def states(self) -> Mapping[str, str]:
        """What each job does now, by name: ``idle``, ``queued`` or ``1 running``."""
        summary = self._api.call("GET", "/v1/scheduler/jobs/summary").data["jobs"]
        return {str(item["name"]): str(item["state"]) for item in summary}

    def put(self, job: Job) -> None:
        """Add or replace a job, with a schedule or with parents."""
        kind = "dependency" if "parents" in job else "iso8601"
        self._api.call("POST", f"/v1/scheduler/{kind}", body=job)

    def kill(self, name: str) -> None:
        """End all runs of a job."""
        self._api.call("DELETE", f"/v1/scheduler/task/kill/{quote(name, safe='')}", expected=(200, 204, 400))

    def delete(self, name: str) -> None:
        """Delete a job; Chronos answers 400 for one that is not there."""
        self._api.call("DELETE", f"/v1/scheduler/job/{quote(name, safe='')}", expected=(200, 204, 400, 404))


def mine(jobs: Sequence[Job], deployment: str) -> dict[str, Job]:
    """The jobs of a deployment by name."""
    return {str(job["name"]): job for job in jobs if owner(job) == deployment}


def owner(job: Job) -> str | None:
    """The deployment that a job belongs to; None for one that others made."""
    return labels.marks_of(job.get("description")).get(labels.DEPLOYMENT)


@contextmanager
def chronos(endpoint: Endpoint) -> Iterator[Chronos | None]:
    """The Chronos that a target names; None where it names none.

    The credential is Marathon's: it goes to Chronos only where both are behind the same host and port, as on DC/OS.
    """
    address = endpoint.options.get("chronos", "")
    if not address:
        yield None
        return
    is_same = urlsplit(address).netloc == urlsplit(endpoint.url).netloc and address.startswith("https:")
    path = endpoint.options.get("chronos_path", "")
    with opened(endpoint, "Chronos", address, path, with_credential=is_same) as api:
        yield Chronos(api)
