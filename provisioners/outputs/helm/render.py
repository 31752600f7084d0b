"""A whole graph as a Helm chart. Pure: the same graph and context give the same bytes."""

from copy import deepcopy
from typing import Any

from provisioners.backends.yaml_text import as_yaml
from provisioners.outputs.contract import OutputContext, Package, SecretNote
from provisioners.outputs.helm.templates import action, escaped, required, value
from provisioners.outputs.manifests import Manifest, Manifests, containers_of, manifests, node_of
from provisioners.outputs.marks import Marks
from topology.graph.model import TopologyGraph

VERSION = "0.1.0"
NAMESPACE = ".Release.Namespace | quote"

NOTES = """\
{deployment} is in the namespace {{{{ .Release.Namespace }}}}. See what became of it:

  kubectl --namespace {{{{ .Release.Namespace }}}} get pods,services,ingresses --selector toposmith.deployment={name}
"""


def render(graph: TopologyGraph, context: OutputContext) -> Package:
    """The chart. Its objects are those of the backend, but for the namespace, which is the release's."""
    found = manifests(graph, context)
    if not found.objects:
        return Package(diagnostics=found.diagnostics)
    objects = [each for each in found.objects if each["kind"] != "Namespace"]
    return Package(
        files={
            "Chart.yaml": as_yaml(_chart(found, context)),
            "values.yaml": as_yaml(_values(found, objects)),
            "templates/NOTES.txt": NOTES.format(deployment=escaped(context.deployment), name=found.name),
            **{f"templates/{_file(each)}": _template(found, each) for each in objects},
        },
        diagnostics=found.diagnostics,
        builds=found.builds,
        secrets=tuple(
            SecretNote(name, parts, f"set the value secrets.{name}, best in a file that --values names")
            for name, parts in found.secrets.items()
        ),
        notes=(f"install it into a namespace of its own: helm install {found.name} DIR --namespace {found.namespace}",),
    )


def _chart(found: Manifests, context: OutputContext) -> dict[str, object]:
    return {
        "apiVersion": "v2",
        "name": found.name,
        "description": f"The topology {context.deployment}",
        "type": "application",
        "version": VERSION,
    }


def _values(found: Manifests, objects: list[Manifest]) -> dict[str, dict[str, object]]:
    values: dict[str, dict[str, object]] = {
        "images": {each["name"]: each["image"] for manifest in objects for each in containers_of(manifest)},
        "replicas": {node_of(each): each["spec"]["replicas"] for each in objects if "replicas" in each.get("spec", {})},
        "secrets": dict.fromkeys(found.secrets, ""),
    }
    return {name: entries for name, entries in values.items() if entries}


def _template(found: Manifests, manifest: Manifest) -> str:
    marks, marked = Marks(manifest), deepcopy(manifest)
    marked["metadata"]["namespace"] = marks.of(action(NAMESPACE))
    for container in containers_of(marked):
        container["image"] = marks.of(action(f"{value('images', container['name'])} | quote"))
    if "replicas" in marked.get("spec", {}):
        marked["spec"]["replicas"] = marks.of(action(f"{value('replicas', node_of(marked))} | int"))
    texts: dict[str, Any] = marked.get("stringData", {})
    for key, text in texts.items():
        texts[key] = marks.of(action(required(found.secret_name(text))))
    return marks.filled(as_yaml(marked), escaped)


def _file(manifest: Manifest) -> str:
    return f"{manifest['kind'].lower()}-{manifest['metadata']['name']}.yaml"
