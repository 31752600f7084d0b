"""Docker's swarm mode, by one of its managers. Its unit of work is the whole deployment."""

from provisioners.backends.assembled import AssembledBackend
from provisioners.backends.contract import Tried
from provisioners.backends.docker_engine.connection import TLS_FILES
from provisioners.backends.group_steps import steps, teardown
from provisioners.backends.swarm import client, sections
from provisioners.backends.swarm.execute import execute
from provisioners.backends.swarm.logs import logs
from provisioners.backends.swarm.observe import observe
from provisioners.backends.swarm.ping import ping
from provisioners.backends.swarm.render import render
from provisioners.backends.swarm.types import OPTIONS, RIGHTS
from provisioners.images.options import BUILDER_FIELDS, REGISTRY_FIELDS

backend = AssembledBackend(
    name="swarm",
    title="Swarm",
    unit="group",
    rights=RIGHTS,
    schemes=("unix", "tcp"),
    credential_fields=frozenset({*TLS_FILES, *REGISTRY_FIELDS, *BUILDER_FIELDS}),
    options=OPTIONS,
    tried=Tried.REAL,
    tried_with="Docker Engine 20.10, one node, endpoint_mode dnsrr",
    render=render,
    judge=sections.judge,
    steps=steps,
    teardown=teardown,
    perform=client.perform,
    observe=observe,
    logs=logs,
    execute=execute,
    ping=ping,
)
