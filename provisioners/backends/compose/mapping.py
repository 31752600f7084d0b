"""What Compose makes of each concept, for the page that shows all platforms."""

from provisioners.backends.compose.types import SUPPORT

__all__ = ["CELLS", "NOTES", "SUPPORT"]

CELLS = {
    "deployment": "A Compose project, and one file that is applied at once.",
    "image": "`image`. Pulled when the engine lacks it, with the credential if it is of the `registry`.",
    "dockerfile": "`image`, built before by the classic builder from the files below `context` and nothing else. The "
    "name holds a digest of their content. All files get mode 0755.",
    "command": "`command`, `entrypoint`: lists of arguments, without a shell.",
    "environment": "`environment`.",
    "secret_value": "A variable, `${TOPOSMITH_S_...?}`, that only the environment of the command holds.",
    "ports": "`ports`. On 127.0.0.1 unless `address` says otherwise; without `published` the engine chooses.",
    "secrets": "`secrets`: files below `/run/secrets`, readable by every user of the container.",
    "files": "`configs`: files at their absolute path, readable by every user of the container.",
    "health_check": "`healthcheck`: `CMD` with the command, its times and `retries`.",
    "restart": "`restart`; `unless-stopped` where nothing is said.",
    "user": "`user`, `working_dir`.",
    "read_only": "`read_only`. Refused together with `secrets` or `files` (TS805).",
    "stop_grace_period": "`stop_grace_period`.",
    "limits": "`deploy.resources.limits`.",
    "reservations": "`deploy.resources.reservations`.",
    "rights": "`privileged`, `network_mode`, `pid`, `ipc`, `cap_add`, `devices`. The host's network is refused "
    "together with ports or networks (TS809).",
    "scalable": "`deploy.replicas`: `default_instances`, else `min_instances`, else 1. Refused together with a fixed "
    "host port (TS804).",
    "endpoint": "The label `toposmith.scheme`: its `protocol` is that of the attribute `url`.",
    "connection": "`DB_HOST` and `DB_PORT` of a connection to `db`, unless the template sets them. Both ends share a "
    "network.",
    "dependency": "`depends_on`: `service_healthy` where the target has a health check, "
    "`service_completed_successfully` for a job, else `service_started`.",
    "volume": "`volumes` at the relationship's `location`.",
    "size": "No effect (TS807): the engine's volumes have no size.",
    "deletion_policy": "`retain` leaves the volume, `delete` removes it, `snapshot` is refused (TS806).",
    "host_path": "`volumes`, a bind mount. Needs a right.",
    "network": "`networks`. Without any, a container joins the deployment's default network.",
    "network_settings": "`ipam`, `enable_ipv6`, `internal`. `cidr` becomes a route of the host and needs the right "
    "`host-network`.",
    "job": "A service, begun again only as it may fail. `completions` above 1 and `time_limit` are refused (TS814).",
    "schedule": "Refused (TS814): Compose has no clock.",
    "route": "Refused (TS801).",
    "load_balancer": "Refused (TS801).",
    "placement": "One host: `everywhere` is one instance; `labels`, and `apart` for several instances or targets, are "
    "refused (TS814).",
    "scaling": "No effect (TS807).",
    "update": "No effect (TS807): containers are replaced, the old one stops first.",
    "availability": "No effect (TS807).",
    "isolation": "`runtime`, by the target's options `vm_runtime` and `sandbox_runtime`; refused without them (TS823).",
    "operations": "Not run (TS813, a warning).",
    "attributes_before": "`address`, `private_address`, `hostname` and an endpoint's `ip_address`: the service's name. "
    "With a fixed host port `url`, `public_address` and `published_ports`.",
    "attributes_after": "`url`, `public_address`, `published_ports` of a port that the engine chooses. Outputs may use "
    "them, other containers may not (TS803).",
    "rolling": "The number of containers and their order change in place; any other change replaces the containers.",
    "drift": "Containers that are gone, too many or too few, of another image, other settings or in other networks.",
}

NOTES = """\
- Text of a template is never interpolated: `$` becomes `$$`.
- A label with a keyed digest makes a changed secret recreate its containers.
- Volumes and networks are never changed in place. A replacement has another name, by its generation.
- A volume that is replaced or deleted follows its deletion policy. The plan says so beforehand.
- A volume that was left behind is taken up again, with its data, when the deployment wants its address again.
- Podman's service is an endpoint as well, such as `unix:///run/podman/podman.sock`, with the same Compose. The
  conformance suite runs on Podman 5.4 by `make test-podman`. Its network backend has to be netavark.
- For nerdctl there is a file to run by hand, see [outputs.md](outputs.md); a target of containerd there is none.
"""
