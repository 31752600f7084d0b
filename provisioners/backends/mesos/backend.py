"""Marathon, and Chronos for jobs, on Apache Mesos or DC/OS. Its unit of work is the whole deployment."""

from provisioners.backends.assembled import AssembledBackend
from provisioners.backends.contract import Tried
from provisioners.backends.group_steps import steps, teardown
from provisioners.backends.mesos import client, sections
from provisioners.backends.mesos.execute import execute
from provisioners.backends.mesos.http import CREDENTIAL_FIELDS
from provisioners.backends.mesos.logs import logs
from provisioners.backends.mesos.observe import observe
from provisioners.backends.mesos.ping import ping
from provisioners.backends.mesos.render import render
from provisioners.backends.mesos.types import OPTIONS, RIGHTS

backend = AssembledBackend(
    name="mesos",
    title="Mesos",
    unit="group",
    rights=RIGHTS,
    schemes=("https",),
    credential_fields=CREDENTIAL_FIELDS,
    options=OPTIONS,
    tried=Tried.STAND_IN,
    tried_with="a stand-in for Marathon and Chronos; a real Mesos has never run here",
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
