"""What Mesos makes of each concept, for the page that shows all platforms."""

from provisioners.backends.mesos.types import SUPPORT

__all__ = ["CELLS", "NOTES", "SUPPORT"]

CELLS = {
    "deployment": "A group of Marathon with an application, or a pod by the option `containerizer`, for each "
    "container; jobs of Chronos whose names begin with the group's.",
    "image": "`container.docker.image`, a pod's `image`. Pulled by the agent; `registry_credentials` is in `fetch`.",
    "dockerfile": "Made by the target's `builder` and pushed to its `registry`; refused without a registry (TS820).",
    "command": "`args`. An `entrypoint` becomes `cmd`, a line for `/bin/sh` of the image, quoted word for word. In a "
    "pod `argv`, without a shell.",
    "environment": "`env`.",
    "secret_value": "A reference to the target's `secret_store`; without one filled in by the client and readable in "
    "Marathon: a warning (TS852), as always in Chronos.",
    "ports": "`portMappings`, at the agent's address; without `published` any free port. The loopback address cannot "
    "be kept (TS830, a warning), a certain other one is refused (TS814).",
    "secrets": "In pods files of the target's `secret_store`, else refused (TS853).",
    "files": "In pods files of the target's `secret_store`, else refused (TS853).",
    "health_check": "`healthChecks` with the protocol `COMMAND`, in whole seconds. Marathon kills what fails it.",
    "restart": "Always. `no` and `on-failure` are refused (TS814) but for jobs.",
    "user": "The engine's parameters `user`, `workdir`. Need a right. Refused for pods (TS814).",
    "read_only": "The engine's parameter `read-only`. Needs a right. Refused for pods (TS814).",
    "stop_grace_period": "`taskKillGracePeriodSeconds`, in whole seconds.",
    "limits": "`cpus`, `mem`: reserved and bound at once. By the target's options where nothing is said.",
    "reservations": "The same `cpus`, `mem`: the larger one of bound and reservation.",
    "rights": "`docker.privileged`, the network `host`, the engine's parameters `pid`, `ipc`, `cap-add`, `device`. "
    "Refused for pods (TS814) but for the network.",
    "scalable": "`instances`.",
    "endpoint": "A mapping in the container network, or a virtual address. Its `protocol` is that of `url`.",
    "connection": "`DB_HOST` and `DB_PORT`: the name of Mesos-DNS in the target's container `network`, or a virtual "
    "address in its `vip_domain`; refused where it has neither (TS850).",
    "dependency": "`dependencies`; pods are made one after the other. What waits for a job is applied after its end.",
    "volume": "`persistent` and a mount of it, or `external` by the option `volume_driver`. One instance of one "
    "container uses it (TS859).",
    "size": "`persistent.size`, or the target's `default_volume_size`; needed (TS854). The driver decides on "
    "its own volumes' (TS807).",
    "deletion_policy": "Local volumes go with their application: `delete` only (TS855). A driver's stay: `retain` only "
    "(TS855). `snapshot` is refused (TS806).",
    "host_path": "`hostPath`. Needs a right.",
    "network": "Not made (TS807): all containers join the container network that the option `network` names.",
    "network_settings": "Refused (TS814).",
    "job": "A job of Chronos with the schedule `R1//PT24H`, waited for. `completions` above 1 and `time_limit` are "
    "refused (TS814). One that depends on a job with a schedule gets it as `parents`.",
    "schedule": "`R/START/PERIOD` from the next time on. Times that are not equally far apart are refused (TS856).",
    "route": "`HAPROXY_GROUP`, `_VHOST`, `_PATH` for marathon-lb, by the option `route_group` (TS858). TLS is refused "
    "(TS814), and so is a way to a pod.",
    "load_balancer": "`HAPROXY_GROUP`: requests to the service port.",
    "placement": "`constraints`: `CLUSTER` for `labels`, `GROUP_BY` for `spread_over`, `UNIQUE` for `apart`. "
    "`everywhere` is refused (TS814).",
    "scaling": "No effect (TS807).",
    "update": "`upgradeStrategy`. `failure_action`: the deployment is stopped, left alone or rolled back. `delay` has "
    "no effect (TS807).",
    "availability": "No effect (TS807).",
    "isolation": "The engine's parameter `runtime`, by the target's options `vm_runtime` and `sandbox_runtime`; "
    "refused without them (TS823).",
    "operations": "Not run (TS813, a warning).",
    "attributes_before": "`address`, `private_address`, `hostname` and an endpoint's `ip_address`, where others reach "
    "it; `published_ports` of fixed ports; `url` of a route.",
    "attributes_after": "`public_address`, `url`, `published_ports`: of the agent that was chosen. Outputs may use "
    "them, other containers may not (TS803).",
    "rolling": "Every change, by default a new instance before an old one. Only the number of instances starts no task "
    "anew.",
    "drift": "Applications and jobs that are gone or were changed, with what was changed.",
}

NOTES = """\
- Tried against a stand-in only, see [mesos.md](mesos.md).
- A group is put as a whole. Where containers wait for jobs, the applications before them are put first.
- Marathon cannot change what is reserved with a local volume. The plan then says that the data is destroyed.
- A deployment that holds an application is cancelled only if it is our own; somebody else's is waited for.
- Commands are not run inside containers, and logs need the option `agents`.
"""
