"""Kubernetes, from version 1.20. Its unit of work is the whole deployment, applied in waves or at once."""

from provisioners.backends.assembled import AssembledBackend
from provisioners.backends.contract import Tried
from provisioners.backends.group_steps import teardown
from provisioners.backends.kubernetes import client, sections
from provisioners.backends.kubernetes.access import CREDENTIAL_FIELDS, SCHEMES
from provisioners.backends.kubernetes.execute import execute
from provisioners.backends.kubernetes.logs import logs
from provisioners.backends.kubernetes.observe import observe
from provisioners.backends.kubernetes.ping import ping
from provisioners.backends.kubernetes.render import render
from provisioners.backends.kubernetes.steps import steps
from provisioners.backends.kubernetes.types import OPTIONS, RIGHTS

backend = AssembledBackend(
    name="kubernetes",
    title="Kubernetes",
    unit="group",
    rights=RIGHTS,
    schemes=SCHEMES,
    credential_fields=CREDENTIAL_FIELDS,
    options=OPTIONS,
    tried=Tried.REAL,
    tried_with="Kubernetes 1.20; by schema 1.25 to 1.37",
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
