"""A whole graph as a Nulecule package. Pure: the same graph and context give the same bytes.

Source: Nulecule specification 0.0.2. Atomic App, which ran such packages, is no longer made.
"""

from dataclasses import dataclass, field

from provisioners.backends.contract import Build
from provisioners.backends.yaml_text import as_yaml
from provisioners.containers.names import project_name
from provisioners.outputs.contract import OutputContext, Package, SecretNote
from provisioners.outputs.manifests import Manifests, containers_of, manifests, node_of
from provisioners.outputs.nulecule import docker, kubernetes
from provisioners.outputs.nulecule.limits import CHECKS
from provisioners.outputs.nulecule.params import Param, image_param, secret_param
from provisioners.outputs.nulecule.types import DOCKER, KUBERNETES, PLATFORM, providers
from provisioners.outputs.reading import Checked, read_checked
from topology.diagnostics import Diagnostic
from topology.graph.model import TopologyGraph

FILE = "Nulecule"
VERSION = "0.0.2"
APPLICATION_VERSION = "0.1.0"


@dataclass(slots=True)
class _Component:
    params: dict[str, Param] = field(default_factory=dict)
    artifacts: dict[str, dict[str, str]] = field(default_factory=dict)
    """The text of each artifact by path, by provider."""

    def native(self, name: str) -> dict[str, object]:
        paths = {provider: [f"file://{path}" for path in found] for provider, found in self.artifacts.items()}
        native = {"name": name, "params": list(self.params.values()), "artifacts": paths}
        return {key: value for key, value in native.items() if value}


def render(graph: TopologyGraph, context: OutputContext) -> Package:
    """The file ``Nulecule`` and the artifacts of the chosen providers; with errors there are none."""
    chosen = providers(context.options)
    checked = read_checked(graph, context, PLATFORM, *CHECKS) if DOCKER in chosen else None
    found = manifests(graph, context) if KUBERNETES in chosen else None
    diagnostics = _diagnostics(checked, found)
    is_nothing = (found is not None and not found.objects) or (checked is not None and not checked.is_fine)
    if is_nothing or any(each.is_error for each in diagnostics):
        return Package(diagnostics=diagnostics)
    components = {_common(found): _Component()} if found is not None else {}
    if checked is not None:
        _add_docker(components, checked, context)
    if found is not None:
        _add_kubernetes(components, found)
    names = kubernetes.secret_names(found) if found is not None else {}
    nulecule = _nulecule(context, components, [secret_param(name) for name in names.values()])
    return Package(
        files={FILE: as_yaml(nulecule), **_artifacts(components)},
        diagnostics=diagnostics,
        builds=_builds(checked, found),
        secrets=tuple(
            SecretNote(names[name], parts, f"answer the parameter {names[name]} with base64")
            for name, parts in (found.secrets.items() if found is not None else ())
        ),
    )


def _diagnostics(checked: Checked | None, found: Manifests | None) -> tuple[Diagnostic, ...]:
    every = {*(checked.diagnostics if checked else ()), *(found.diagnostics if found else ())}
    return tuple(sorted(every, key=lambda each: (each.span, each.code, each.message)))


def _add_docker(components: dict[str, _Component], checked: Checked, context: OutputContext) -> None:
    for container in docker.order(checked.topology):
        component = components.setdefault(container.name, _Component())
        param = image_param(container.name, container.image.name)
        component.params[str(param["name"])] = param
        text = docker.artifact(checked.topology, container, context.options)
        component.artifacts[DOCKER] = {f"artifacts/{DOCKER}/{container.name}": text}


def _add_kubernetes(components: dict[str, _Component], found: Manifests) -> None:
    for manifest in found.objects:
        component = components.setdefault(node_of(manifest) or _common(found), _Component())
        for container in containers_of(manifest):
            param = image_param(container["name"], container["image"])
            component.params.setdefault(str(param["name"]), param)
        path = f"artifacts/{KUBERNETES}/{kubernetes.file_of(manifest)}"
        component.artifacts.setdefault(KUBERNETES, {})[path] = kubernetes.artifact(found, manifest)


def _common(found: Manifests) -> str:
    """The component of what belongs to the whole deployment; no container has a dot in its name."""
    return f"{found.name}.common"


def _nulecule(context: OutputContext, components: dict[str, _Component], secrets: list[Param]) -> dict[str, object]:
    native: dict[str, object] = {
        "specversion": VERSION,
        "id": project_name(context.deployment),
        "metadata": {
            "name": context.deployment,
            "appversion": APPLICATION_VERSION,
            "description": f"The topology {context.deployment}",
        },
        "params": secrets,
        "graph": [component.native(name) for name, component in components.items()],
    }
    return {key: value for key, value in native.items() if value}


def _artifacts(components: dict[str, _Component]) -> dict[str, str]:
    return {
        path: text
        for component in components.values()
        for found in component.artifacts.values()
        for path, text in found.items()
    }


def _builds(checked: Checked | None, found: Manifests | None) -> tuple[Build, ...]:
    """Images that are made, which have the same names for all providers."""
    if found is not None:
        return found.builds
    containers = checked.topology.containers.values() if checked is not None else ()
    return tuple(container.image.build for container in containers if container.image.build is not None)
