"""A whole graph as a Kustomize base. Pure: the same graph and context give the same bytes.

Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
"""

from collections.abc import Iterable

from provisioners.backends.yaml_text import as_yaml
from provisioners.outputs.contract import OutputContext, Package, SecretNote
from provisioners.outputs.images import reference
from provisioners.outputs.kustomize.limits import refuse_control_characters
from provisioners.outputs.manifests import Manifest, Manifests, containers_of, manifests
from topology.graph.model import TopologyGraph

FILE = "kustomization.yaml"
SECRETS = "secrets"


def render(graph: TopologyGraph, context: OutputContext) -> Package:
    """The base: a file for each object, images to override, and Secrets that Kustomize makes of files."""
    found = manifests(graph, context, refuse_control_characters)
    if not found.objects:
        return Package(diagnostics=found.diagnostics)
    plain = {_file(each): each for each in found.objects if each["kind"] != "Secret"}
    return Package(
        files={
            FILE: as_yaml(_kustomization(found, plain)),
            **{path: as_yaml(manifest) for path, manifest in plain.items()},
        },
        diagnostics=found.diagnostics,
        builds=found.builds,
        secrets=tuple(
            SecretNote(name, parts, f"write the file {SECRETS}/{name}") for name, parts in found.secrets.items()
        ),
        folders=(SECRETS,) if found.secrets else (),
    )


def _kustomization(found: Manifests, plain: dict[str, Manifest]) -> dict[str, object]:
    parts: dict[str, object] = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": list(plain),
        "images": list(_images(plain.values())),
        "secretGenerator": [_generator(found, each) for each in found.objects if each["kind"] == "Secret"],
    }
    return {key: value for key, value in parts.items() if value}


def _images(objects: Iterable[Manifest]) -> Iterable[dict[str, str]]:
    """The tag or digest of each image, where all that have its name have the same: they are overridden by name."""
    found: dict[str, set[tuple[str, str]]] = {}
    for manifest in objects:
        for container in containers_of(manifest):
            name, field, text = _split(container["image"])
            found.setdefault(name, set()).add((field, text))
    for name, wishes in found.items():
        ((field, text), *others) = wishes
        if text and not others:
            yield {"name": name, field: text}


def _split(image: str) -> tuple[str, str, str]:
    """An image's name as it is written, and what follows it; no text where there are both a tag and a digest."""
    parts = reference(image)
    name, at, digest = image.partition("@")
    if parts is None or at:
        return (name, "digest", digest) if parts and not parts.tag else (name, "digest", "")
    tag = parts.tag if image.endswith(f":{parts.tag}") else ""
    return image.removesuffix(f":{tag}") if tag else image, "newTag", tag


def _generator(found: Manifests, secret: Manifest) -> dict[str, object]:
    metadata = secret["metadata"]
    options = {"labels": metadata["labels"], "annotations": metadata.get("annotations"), "disableNameSuffixHash": True}
    return {
        "name": metadata["name"],
        "namespace": metadata["namespace"],
        "type": secret["type"],
        "files": [f"{key}={SECRETS}/{found.secret_name(text)}" for key, text in secret["stringData"].items()],
        "options": {key: value for key, value in options.items() if value},
    }


def _file(manifest: Manifest) -> str:
    return f"{manifest['kind'].lower()}-{manifest['metadata']['name']}.yaml"
