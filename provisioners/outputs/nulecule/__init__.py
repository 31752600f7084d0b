"""A Nulecule package: one file for the application, and artifacts for each provider that runs it."""

from provisioners.outputs.contract import Output
from provisioners.outputs.nulecule.render import render
from provisioners.outputs.nulecule.types import OPTIONS

output = Output(
    name="nulecule",
    title="Nulecule",
    render=render,
    checked_by="the JSON schemas of Nulecule 0.0.2; no tool that runs it is left to try it with",
    options=OPTIONS,
)
