"""The workload of a container: the object that makes its pods and keeps them."""

from provisioners.backends.kubernetes.kinds import Workload, workload
from provisioners.backends.kubernetes.labels import selector
from provisioners.backends.kubernetes.names import GOVERNING
from provisioners.backends.kubernetes.pods import pod_template
from provisioners.backends.kubernetes.probes import seconds
from provisioners.backends.kubernetes.rendering import Manifest, Rendering, filled
from provisioners.backends.kubernetes.volumes import claim_templates
from provisioners.containers.model import Concurrency, Container, Job
from provisioners.containers.policies import Update

CONCURRENCY = {Concurrency.ALLOW: "Allow", Concurrency.FORBID: "Forbid", Concurrency.REPLACE: "Replace"}
UNPROBED_SECONDS = 2
"""Without a probe a pod is ready as soon as it runs. One that ends at once is found out by the kubelet's next look,
after a second; the server counts whole ones, from the beginning of that in which the pod became ready.
"""

STEADY_UPDATE = Update(start_first=True)
"""Where no policy says otherwise a new instance is ready before an old one stops, so that no request fails."""


SPARING_UPDATE = Update(start_first=False)
"""Where a new instance may find no host as long as the old one is there."""

PROGRESS_SECONDS = 600
"""The server's own; it has to be more than what an instance is ready for before it counts."""


def workload_of(rendering: Rendering, container: Container) -> Manifest:
    """The workload of a container."""
    kind = workload(rendering.topology, container)
    if container.job is not None:
        return _job(rendering, container, container.job)
    spec: Manifest = {
        "selector": {"matchLabels": selector(rendering.topology.deployment, container.name)},
        "template": pod_template(rendering, container, kind),
    }
    if kind is not Workload.DAEMON_SET and container.policies.scaling is None:
        spec = {"replicas": container.scale.instances, **spec}
    return rendering.of_container(
        "apps/v1", kind.value, container, spec={**spec, **_of_kind(rendering, container, kind)}
    )


def _of_kind(rendering: Rendering, container: Container, kind: Workload) -> Manifest:
    update = container.policies.update
    if kind is Workload.DEPLOYMENT:
        usual = SPARING_UPDATE if _needs_room(container) else STEADY_UPDATE
        delay = _delay(update)
        return filled(
            {
                "strategy": rolling(update or usual),
                "minReadySeconds": _available_after(container),
                "progressDeadlineSeconds": delay and delay + PROGRESS_SECONDS,
            }
        )
    if kind is Workload.DAEMON_SET:
        at_once = {"rollingUpdate": {"maxUnavailable": update.parallelism}} if update else {}
        strategy = {"type": "RollingUpdate", **at_once}
        return filled({"updateStrategy": strategy, "minReadySeconds": _available_after(container)})
    return filled(
        {
            "serviceName": rendering.names.of(container.name, GOVERNING),
            "podManagementPolicy": "Parallel",
            "updateStrategy": {"type": "RollingUpdate"},
            "minReadySeconds": _delay(update),
            "volumeClaimTemplates": claim_templates(rendering, container),
        }
    )


def rolling(update: Update) -> Manifest:
    """How the pods of a Deployment give way to new ones."""
    more, fewer = (update.parallelism, 0) if update.start_first else (0, update.parallelism)
    return {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": more, "maxUnavailable": fewer}}


def _needs_room(container: Container) -> bool:
    """Whether two instances cannot share a host, so that one more than wanted may fit nowhere."""
    placement = container.policies.placement
    is_apart = placement is not None and placement.apart
    return is_apart or (container.rights.network and bool(container.listens))


def _available_after(container: Container) -> int | None:
    """Seconds from ready to available; the most of what the policy wants and what tells whether it stays."""
    delay = _delay(container.policies.update)
    return delay if container.health else max(delay or 0, UNPROBED_SECONDS)


def _delay(update: Update | None) -> int | None:
    return seconds(update.delay) if update and update.delay else None


def _job(rendering: Rendering, container: Container, job: Job) -> Manifest:
    kind = workload(rendering.topology, container)
    spec: Manifest = {
        "completions": job.completions,
        "parallelism": job.parallelism,
        "backoffLimit": job.retries,
        **({} if job.time_limit is None else {"activeDeadlineSeconds": seconds(job.time_limit)}),
        "template": pod_template(rendering, container, kind),
    }
    if kind is Workload.JOB:
        return rendering.of_container("batch/v1", kind.value, container, spec=spec)
    timed = filled({"schedule": job.schedule, "timeZone": job.time_zone})
    timed |= {"concurrencyPolicy": CONCURRENCY[job.concurrency], "jobTemplate": {"spec": spec}}
    return rendering.of_container("batch/v1", kind.value, container, spec=timed)
