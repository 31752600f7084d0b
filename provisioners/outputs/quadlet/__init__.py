"""Podman Quadlet: units from which Podman's generator makes services of systemd."""

from provisioners.outputs.contract import Output
from provisioners.outputs.quadlet.render import render
from provisioners.outputs.quadlet.types import OPTIONS

output = Output(
    name="quadlet",
    title="Podman Quadlet",
    render=render,
    checked_by="Podman 5.4's own generator, and the command lines it makes taken apart by systemd's rules",
    options=OPTIONS,
)
