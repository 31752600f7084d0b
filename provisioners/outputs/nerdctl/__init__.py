"""A Compose file of what nerdctl's compose knows, for containerd."""

from provisioners.outputs.contract import Output
from provisioners.outputs.nerdctl.render import render
from provisioners.outputs.nerdctl.types import OPTIONS

output = Output(
    name="nerdctl",
    title="nerdctl",
    render=render,
    checked_by="the Compose specification's schema, `docker compose config`, and the list of what nerdctl 2 reads",
    options=OPTIONS,
)
