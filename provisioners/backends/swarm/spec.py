"""A service of the stack's file as the API takes it, the same that ``docker stack deploy`` makes of it.

Source: Docker Engine API 1.41, "ServiceSpec"; Compose specification, version 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from provisioners.backends.swarm.stack import Stack

NAMESPACE = "com.docker.stack.namespace"
"""The label by which Docker's own commands see a stack."""

_NANOSECONDS = {"us": 1_000, "s": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The swarm's identifiers by name."""

    networks: Mapping[str, str]
    secrets: Mapping[str, str]
    configs: Mapping[str, str]


def service_name(stack: str, key: str) -> str:
    """The name of a service on the swarm."""
    return f"{stack}_{key}"


def service_spec(name: str, stack: Stack, key: str, identifiers: Identifiers) -> dict[str, Any]:
    """The body that makes a service of the stack called ``name``."""
    service = stack.services[key]
    deploy = service["deploy"]
    return {
        "Name": service_name(name, key),
        "Labels": {**deploy["labels"], NAMESPACE: name},
        "TaskTemplate": {
            "ContainerSpec": _container(name, stack, service, identifiers),
            "Resources": {kind.title(): _amounts(found) for kind, found in deploy.get("resources", {}).items()},
            "RestartPolicy": _restart(deploy["restart_policy"]),
            "Placement": _placement(deploy.get("placement", {})),
            "Networks": _networks(stack, key, service, identifiers),
        },
        "Mode": mode(deploy),
        **{
            api: _update(deploy[own])
            for own, api in (("update_config", "UpdateConfig"), ("rollback_config", "RollbackConfig"))
            if own in deploy
        },
        "EndpointSpec": _endpoint(deploy, service.get("ports", [])),
    }


def mode(deploy: Mapping[str, Any]) -> dict[str, Any]:
    """How many tasks there are, in the API's form: one key that names the kind."""
    replicas = deploy.get("replicas")
    kinds: dict[str, dict[str, Any]] = {
        "replicated": {"Replicated": {"Replicas": replicas}},
        "global": {"Global": {}},
        "replicated-job": {"ReplicatedJob": {"MaxConcurrent": replicas, "TotalCompletions": replicas}},
        "global-job": {"GlobalJob": {}},
    }
    return kinds[deploy["mode"]]


def nanoseconds(duration: str) -> int:
    """A duration of the file, such as ``5s`` or ``200000us``."""
    unit = "us" if duration.endswith("us") else "s"
    return int(duration.removesuffix(unit)) * _NANOSECONDS[unit]


def _container(name: str, stack: Stack, service: Mapping[str, Any], identifiers: Identifiers) -> dict[str, Any]:
    found = {
        "Image": service["image"],
        "Labels": {**service["labels"], NAMESPACE: name},
        "Command": service.get("entrypoint"),
        "Args": service.get("command"),
        "Env": [f"{key}={value}" for key, value in service["environment"].items()],
        "Dir": service.get("working_dir"),
        "User": service.get("user"),
        "ReadOnly": service.get("read_only"),
        "Mounts": [_mount(stack, name, mount) for mount in service.get("volumes", ())],
        "StopGracePeriod": _optional(service.get("stop_grace_period")),
        "Healthcheck": _health(service.get("healthcheck")),
        "Secrets": [_file(stack.secrets, item, "Secret", identifiers.secrets) for item in service.get("secrets", ())],
        "Configs": [_file(stack.configs, item, "Config", identifiers.configs) for item in service.get("configs", ())],
        "CapabilityAdd": service.get("cap_add"),
    }
    return {key: value for key, value in found.items() if value not in (None, [], False)}


def _file(
    definitions: Mapping[str, Mapping[str, Any]], item: Mapping[str, Any], kind: str, identifiers: Mapping[str, str]
) -> dict[str, Any]:
    name = definitions[item["source"]]["name"]
    return {
        "File": {"Name": item["target"], "UID": "0", "GID": "0", "Mode": item["mode"]},
        f"{kind}ID": identifiers.get(name, ""),
        f"{kind}Name": name,
    }


def _mount(stack: Stack, name: str, mount: Mapping[str, Any]) -> dict[str, Any]:
    if mount["type"] == "bind":
        return {"Type": "bind", "Source": mount["source"], "Target": mount["target"]}
    volume = stack.volumes[mount["source"]]
    labels = {**volume["labels"], NAMESPACE: name}
    return {
        "Type": "volume",
        "Source": volume["name"],
        "Target": mount["target"],
        "VolumeOptions": {"Labels": labels},
    }


def _health(check: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if check is None:
        return None
    times = {"Interval": "interval", "Timeout": "timeout", "StartPeriod": "start_period"}
    return {
        "Test": check["test"],
        "Retries": check["retries"],
        **{api: nanoseconds(check[own]) for api, own in times.items()},
    }


def _amounts(amounts: Mapping[str, str]) -> dict[str, int]:
    found = {}
    if "cpus" in amounts:
        found["NanoCPUs"] = int(Decimal(amounts["cpus"]) * 10**9)
    if "memory" in amounts:
        found["MemoryBytes"] = int(amounts["memory"].removesuffix("b"))
    return found


def _restart(policy: Mapping[str, Any]) -> dict[str, Any]:
    found = {"Condition": policy["condition"]}
    return {**found, "MaxAttempts": policy["max_attempts"]} if "max_attempts" in policy else found


def _placement(placement: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "Constraints": placement.get("constraints"),
        "Preferences": [{"Spread": {"SpreadDescriptor": each["spread"]}} for each in placement.get("preferences", ())],
        "MaxReplicas": placement.get("max_replicas_per_node"),
    }
    return {key: value for key, value in found.items() if value}


def _networks(stack: Stack, key: str, service: Mapping[str, Any], identifiers: Identifiers) -> list[dict[str, Any]]:
    names = [stack.networks[network]["name"] for network in service["networks"]]
    return [{"Target": identifiers.networks.get(name, name), "Aliases": [key]} for name in names]


def _update(update: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "Parallelism": update["parallelism"],
        "Delay": nanoseconds(update["delay"]),
        "Order": update["order"],
        "FailureAction": update.get("failure_action"),
    }
    return {key: value for key, value in found.items() if value is not None}


def _endpoint(deploy: Mapping[str, Any], ports: list[Mapping[str, Any]]) -> dict[str, Any]:
    found = [
        {
            "Protocol": port["protocol"],
            "TargetPort": port["target"],
            "PublishMode": port["mode"],
            **({"PublishedPort": port["published"]} if "published" in port else {}),
        }
        for port in ports
    ]
    return {**({"Mode": deploy["endpoint_mode"]} if "endpoint_mode" in deploy else {}), "Ports": found}


def _optional(duration: str | None) -> int | None:
    return None if duration is None else nanoseconds(duration)
