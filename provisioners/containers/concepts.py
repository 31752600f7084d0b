"""The rows of the mapping table: what a template may say of containers, in the order in which people look for it."""

from collections.abc import Mapping

from provisioners.backends.contract import Right
from provisioners.containers.rights import PROPERTIES
from provisioners.containers.types import DOCKER_IMAGE, DOCKERFILE

CONCEPTS: Mapping[str, str] = {
    "deployment": "a deployment",
    "image": f"artifact `{DOCKER_IMAGE}`",
    "dockerfile": f"artifact `{DOCKERFILE}`",
    "command": "`command`, `entrypoint`",
    "environment": "`environment`",
    "secret_value": "a value with a secret part",
    "ports": "`ports`",
    "secrets": "`secrets`",
    "files": "`files`",
    "health_check": "`health_check`",
    "restart": "`restart`",
    "user": "`user`, `working_dir`",
    "read_only": "`read_only`",
    "stop_grace_period": "`stop_grace_period`",
    "limits": "`cpus`, `memory`, or those of the host's capability",
    "reservations": "`reserved_cpus`, `reserved_memory`",
    "rights": "`privileged`, `host_network`, `host_pid`, `host_ipc`, `added_capabilities`, `devices`",
    "scalable": "capability `scalable`",
    "endpoint": "capability `endpoint`",
    "connection": "requirement `connection` (ConnectsTo)",
    "dependency": "any requirement towards a container",
    "volume": "requirement `storage` towards a volume",
    "size": "`size` of a volume",
    "deletion_policy": "`deletion_policy` of a volume",
    "host_path": "requirement `storage` towards a host path",
    "network": "requirement `network`, or a bound port",
    "network_settings": "`cidr`, `gateway_ip`, `ip_version`, `internal` of a network",
    "job": "a job without a schedule",
    "schedule": "a job with a schedule",
    "route": "`toposmith.nodes.Route`",
    "load_balancer": "`tosca.nodes.LoadBalancer`",
    "placement": "`toposmith.policies.Placement`",
    "scaling": "`toposmith.policies.Scaling`",
    "update": "`toposmith.policies.Update`",
    "availability": "`toposmith.policies.Availability`",
    "isolation": "`toposmith.policies.Isolation`",
    "operations": "operations of interfaces",
    "attributes_before": "attributes known before apply",
    "attributes_after": "attributes known after apply",
    "rolling": "a change of a running container",
    "drift": "what somebody changed by hand",
}
"""Each row's key, and how it is called in the table."""

RIGHT_CODES: Mapping[Right, str] = {
    **{right: code for right, code, _ in PROPERTIES.values()},
    Right.HOST_PATHS: "TS707",
    Right.ENGINE_SOCKET: "TS708",
    Right.LOW_PORTS: "TS709",
    Right.IMAGE_BUILD: "TS710",
    Right.ENGINE_PARAMETERS: "TS711",
}
"""The code that says that a right is not granted."""
