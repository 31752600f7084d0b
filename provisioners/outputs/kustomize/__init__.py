"""A Kustomize base of the objects that the Kubernetes backend renders."""

from provisioners.outputs.contract import Output
from provisioners.outputs.kustomize.render import render
from provisioners.outputs.manifests import OPTIONS

output = Output(
    name="kustomize",
    title="Kustomize",
    render=render,
    checked_by="Kustomize 5.6, which builds it; the objects are the backend's, by the schemas of Kubernetes",
    options=OPTIONS,
)
