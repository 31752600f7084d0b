"""Docker Compose v2 on a Docker Engine, or on Podman by its service that speaks the same API.

Its unit of work is the whole deployment.
"""

from provisioners.backends.assembled import AssembledBackend
from provisioners.backends.compose import client, sections
from provisioners.backends.compose.execute import execute
from provisioners.backends.compose.logs import logs
from provisioners.backends.compose.observe import observe
from provisioners.backends.compose.ping import ping
from provisioners.backends.compose.render import render
from provisioners.backends.compose.types import OPTIONS, RIGHTS
from provisioners.backends.contract import Tried
from provisioners.backends.docker_engine.connection import TLS_FILES
from provisioners.backends.group_steps import steps, teardown
from provisioners.images.options import REGISTRY_FIELDS

backend = AssembledBackend(
    name="compose",
    title="Compose",
    unit="group",
    rights=RIGHTS,
    schemes=("unix", "tcp"),
    credential_fields=frozenset({*TLS_FILES, *REGISTRY_FIELDS}),
    options=OPTIONS,
    tried=Tried.REAL,
    tried_with="Docker Engine 20.10, Compose 2.26; Podman 5.4",
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
