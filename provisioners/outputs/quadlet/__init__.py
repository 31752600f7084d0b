"""Podman Quadlet: units from which Podman's generator makes services of systemd."""

from provisioners.outputs.contract import Output
from provisioners.outputs.quadlet.render import render
from provisioners.outputs.quadlet.types import OPTIONS

output = Output(
    name="quadlet",
    title="Podman Quadlet",
    render=render,
    checked_by="Podman 5.4: its own generator reads the units, and it runs the commands that come of them",
    options=OPTIONS,
)
