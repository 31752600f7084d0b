"""OCI runtime bundles, one for each container, and an image layout of the images at hand."""

from provisioners.outputs.contract import Output
from provisioners.outputs.oci.render import render
from provisioners.outputs.oci.types import OPTIONS

output = Output(
    name="oci",
    title="OCI bundles",
    render=render,
    checked_by="runc 1.1, which runs them, and the JSON schemas of the OCI runtime and image specifications",
    options=OPTIONS,
)
