"""What Swarm makes of each concept, for the page that shows all platforms."""

from provisioners.backends.swarm.types import SUPPORT

__all__ = ["CELLS", "NOTES", "SUPPORT"]

CELLS = {
    "deployment": "A stack, and one file that Docker takes as well. Services are applied in waves by Docker's API.",
    "image": "`image`. Pulled by each node, with the credential for the `registry` where it comes from there.",
    "dockerfile": "`image` in the target's `registry`, made and pushed before by the `builder`, else by the manager "
    "(TS820 without a registry). The name holds a digest of the files.",
    "command": "`command`, `entrypoint`: lists of arguments, without a shell.",
    "environment": "`environment`.",
    "secret_value": "A variable, `${TOPOSMITH_S_...?}`, in the file. Swarm has no reference for it: the service's "
    "settings hold the text, readable for whoever may inspect services. Secret files are better.",
    "ports": "`ports`, by the routing mesh of all nodes; with the option `endpoint_mode: dnsrr` in host mode, by the "
    "nodes that run it. Loopback is a warning (TS830), any other single address is refused (TS814).",
    "secrets": "A Swarm secret each, at `/run/secrets`, readable by every user of the container; the name holds a "
    "digest of the content.",
    "files": "A Swarm config each, or a secret where parts are secret, at their path; at most 1000 KiB (TS840).",
    "health_check": "`healthcheck`: `CMD` with the command, its times and `retries`. What fails it is made anew.",
    "restart": "`deploy.restart_policy`: `none`, `on-failure` or `any`.",
    "user": "`user`, `working_dir`.",
    "read_only": "`read_only`.",
    "stop_grace_period": "`stop_grace_period`.",
    "limits": "`deploy.resources.limits`.",
    "reservations": "`deploy.resources.reservations`: a node without that much left does not take it.",
    "rights": "`cap_add`, and the network `host`. Privileges, devices, and the host's processes and memory never.",
    "scalable": "`deploy.replicas`: `default_instances`, else `min_instances`, else 1.",
    "endpoint": "The label `toposmith.scheme`: its `protocol` is that of the attribute `url`.",
    "connection": "`DB_HOST` and `DB_PORT` of a connection to `db`, unless the template sets them. Both ends share a "
    "network.",
    "dependency": "A later wave: it is applied when what it waits for runs and is healthy, or has ended well.",
    "volume": "`volumes` at the relationship's `location`: a volume of each node that runs a container.",
    "size": "No effect (TS807): the engine's volumes have no size.",
    "deletion_policy": "`retain` leaves the volume, `delete` removes it from the endpoint's node, `snapshot` is "
    "refused (TS806).",
    "host_path": "`volumes`, a bind mount of the node that runs the container. Needs a right.",
    "network": "`networks`, an overlay that others cannot attach to. Without any, the deployment's default network.",
    "network_settings": "`ipam`, `internal`. `cidr` needs the right `host-network`; `gateway_ip` and IPv6 are refused "
    "(TS814).",
    "job": "`deploy.mode: replicated-job`, all `completions` at once; a lower `parallelism` and `time_limit` are "
    "refused (TS814). It runs again when it changes.",
    "schedule": "Refused (TS814): Swarm has no clock.",
    "route": "Refused (TS801).",
    "load_balancer": "Refused (TS801): the routing mesh balances every published port.",
    "placement": "`labels`: constraints on `node.labels`; `spread_over`: a preference; `apart`: "
    "`max_replicas_per_node: 1`, refused for several targets (TS814); `everywhere`: `mode: global`.",
    "scaling": "No effect (TS807).",
    "update": "`update_config` and `rollback_config`. What Swarm rolled back is a failed step, with its reason.",
    "availability": "No effect (TS807).",
    "isolation": "Refused (TS814): a node has one runtime for all services.",
    "operations": "Not run (TS813, a warning).",
    "attributes_before": "`address`, `private_address`, `hostname` and an endpoint's `ip_address`: the service's name. "
    "With a fixed port `published_ports`.",
    "attributes_after": "`url`, `public_address`: the manager's address; `published_ports`. Outputs may use them, "
    "other containers may not (TS803).",
    "rolling": "In place, instance by instance, by the policy on updates. Only another mode makes the service anew.",
    "drift": "Services that are gone, and each section of a service's settings that differs from what was applied.",
}

NOTES = """\
- Text of a template is never interpolated: `$` becomes `$$`, and `{{` in the environment and in mounts is escaped.
- A changed secret or file is a new object with another name. The old one goes when nothing uses it any more.
- A container that ends three times, or for good, fails the step with the swarm's words and its last lines.
- Data does not move between nodes. Give a container with a volume a policy on placement, or a swarm of one node.
- Commands run inside containers of the endpoint's own node only.
"""
