"""The pod manifest of App Container images, for rkt and what reads the same."""

from provisioners.outputs.appc.render import render
from provisioners.outputs.appc.types import OPTIONS
from provisioners.outputs.contract import Output

output = Output(
    name="appc",
    title="appc pods",
    render=render,
    checked_by="`actool validate` of the App Container specification 0.8.11",
    options=OPTIONS,
)
