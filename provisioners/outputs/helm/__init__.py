"""A Helm chart of the objects that the Kubernetes backend renders."""

from provisioners.outputs.contract import Output
from provisioners.outputs.helm.render import render
from provisioners.outputs.manifests import OPTIONS

output = Output(
    name="helm",
    title="Helm",
    render=render,
    checked_by="Helm 4.2's own engine and linter; the objects are the backend's, by the schemas of Kubernetes",
    options={name: option for name, option in OPTIONS.items() if name != "namespace"},
)
