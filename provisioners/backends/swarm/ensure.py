"""Makes what services need before they can be made: networks, secrets and configs."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

from provisioners.backends.contract import PlatformError, Rendered
from provisioners.backends.docker_engine.labels import labels
from provisioners.backends.swarm.api import SwarmApi
from provisioners.backends.swarm.confidential import ADDRESS, FOLDER, VARIABLE
from provisioners.backends.swarm.inventory import Inventory, look
from provisioners.backends.swarm.names import stack_name
from provisioners.backends.swarm.spec import NAMESPACE
from provisioners.backends.swarm.stack import Stack

LARGEST_SECRET = 500 * 1024
"""Bytes (swarmkit, "MaxSecretSize")."""


def ensure(
    swarm: SwarmApi, deployment: str, stack: Stack, rendered: Rendered, resolve: Callable[[str], str]
) -> Inventory:
    """Make what is not there; gives all there is then. A secret is resolved only here, and goes to the swarm alone."""
    there = look(swarm, deployment)
    for network in stack.networks.values():
        if "labels" in network and network["name"] not in there.networks:
            swarm.create("/networks", _network(deployment, network))
    for secret in stack.secrets.values():
        if secret["name"] not in there.secrets:
            swarm.create("/secrets", _secret(deployment, secret, resolve(secret[VARIABLE])))
    for config in stack.configs.values():
        if config["name"] not in there.configs:
            content = rendered.files[f"{FOLDER}/{config['name']}"]
            swarm.create("/configs", _body(deployment, config["name"], config["labels"], content.encode()))
    return look(swarm, deployment)


def _network(deployment: str, network: Mapping[str, Any]) -> dict[str, object]:
    body: dict[str, object] = {
        "Name": network["name"],
        "Driver": network["driver"],
        "Attachable": network["attachable"],
        "CheckDuplicate": True,
        "Internal": network.get("internal", False),
        "Labels": {**network["labels"], NAMESPACE: stack_name(deployment)},
    }
    ranges = [{"Subnet": each["subnet"]} for each in network.get("ipam", {}).get("config", ())]
    return {**body, "IPAM": {"Driver": "default", "Config": ranges}} if ranges else body


def _secret(deployment: str, secret: Mapping[str, Any], text: str) -> dict[str, object]:
    content, address = text.encode(), secret[ADDRESS]
    if not 0 < len(content) <= LARGEST_SECRET:
        message = f"A secret file of {address} has {len(content)} bytes. Swarm takes from 1 to {LARGEST_SECRET}."
        raise PlatformError(message, addresses=(address,))
    return _body(deployment, secret["name"], labels(deployment, address, 1), content)


def _body(deployment: str, name: str, own: Mapping[str, str], content: bytes) -> dict[str, object]:
    return {
        "Name": name,
        "Labels": {**own, NAMESPACE: stack_name(deployment)},
        "Data": base64.b64encode(content).decode(),
    }
