"""What Chronos cannot do for jobs."""

from collections.abc import Iterator, Mapping

from provisioners.backends.findings import Findings
from provisioners.backends.mesos.cron import Uneven, period
from provisioners.backends.mesos.jobs import UTC, parents
from provisioners.containers.model import Concurrency, Container, Job, Topology


def check(findings: Findings, topology: Topology, container: Container, options: Mapping[str, str]) -> None:
    """Note each wish of a job that cannot be fulfilled."""
    job, name = container.job, container.node.name
    if job is None:
        return
    if not options.get("chronos"):
        message = f"'{name}' is a job, and the target names no Chronos to run it."
        findings.add("TS857", container.node, (), message)
    for key, reason in _refused(job, container):
        findings.add(
            "TS814", container.node, ("properties", key), f"{reason}, so the '{key}' of '{name}' cannot be kept."
        )
    _check_schedule(findings, container, job)
    _check_parents(findings, topology, container)
    if container.mounts and any(mount.is_volume for mount in container.mounts):
        findings.add("TS814", container.node, ("requirements",), f"Chronos gives '{name}' no volumes.")


def _refused(job: Job, container: Container) -> Iterator[tuple[str, str]]:
    if job.completions > 1:
        yield "completions", "Chronos runs one container of a job"
    if job.time_limit is not None:
        yield "time_limit", "Chronos does not stop a job after a time"
    if job.concurrency is Concurrency.REPLACE:
        yield "concurrency", "Chronos does not stop a run for the next one"
    if container.ports:
        yield "ports", "Chronos publishes no ports"
    if container.health is not None:
        yield "health_check", "Chronos looks at no job's health"


def _check_schedule(findings: Findings, container: Container, job: Job) -> None:
    if job.schedule is None:
        return
    try:
        period(job.schedule, in_utc=(job.time_zone or UTC) == UTC)
    except Uneven as reason:
        message = f"Chronos cannot keep the times {job.schedule!r} of '{container.node.name}': {reason}."
        findings.add("TS856", container.node, ("properties", "schedule"), message)


def _check_parents(findings: Findings, topology: Topology, container: Container) -> None:
    """After each run of a job with a schedule Chronos can start others, but these wait for nothing else then."""
    others = [address for address in container.waits_for if topology.containers[address].job is not None]
    after = parents(topology, container)
    if after and len(after) != len(others):
        message = f"'{container.node.name}' waits for jobs with a schedule and for jobs without one."
        findings.add("TS814", container.node, ("requirements",), message)
