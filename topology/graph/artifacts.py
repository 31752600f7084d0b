"""Artifacts of nodes (section 3.6.7): those of the type, and those of the template, which win."""

import posixpath
import re

from topology.graph.bags import Bags
from topology.graph.context import UNKNOWN_TYPE, Bag, NodeContext
from topology.graph.interfaces import located
from topology.graph.model import Artifact
from topology.tosca.findings import Path
from topology.tosca.grammar.artifact_definition import KEYS, ArtifactDefinition, complete
from topology.tosca.grammar.unread import lacks_properties
from topology.tosca.tree import MappingNode, Scalar, scalar, span_of
from topology.tosca.types.model import ArtifactType
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.values.value import Value

_IMAGE = "tosca.artifacts.Deployment.Image"
_FILE = "tosca.artifacts.File"
_BY_ENDING = {"sh": "tosca.artifacts.Implementation.Bash", "py": "tosca.artifacts.Implementation.Python"}
_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]*://"


class Artifacts:
    """Builds artifacts."""

    def __init__(self, types: Types, scope: Scope, bags: Bags) -> None:
        self._types = types
        self._findings = types.findings
        self._scope = scope
        self._bags = bags

    def build(self, context: NodeContext) -> dict[str, Artifact]:
        """The artifacts of a node by name."""
        inherited = context.type.artifacts if context.type is not None else {}
        if not (inherited or context.template.artifacts):
            return {}
        found = dict(inherited)
        for name, artifact in context.template.artifacts.items():
            whole = complete(self._findings, artifact, found[name][0] if name in found else None)
            found[name] = whole, self._scope
        return {name: self._artifact(artifact, scope, context) for name, (artifact, scope) in found.items()}

    def _artifact(self, definition: ArtifactDefinition, scope: Scope, context: NodeContext) -> Artifact:
        found = self._type(definition, scope)
        has_properties = definition.properties or (found is not None and found.properties)
        return Artifact(
            name=definition.name.text,
            type=found.ref if found else UNKNOWN_TYPE,
            file=self._file(definition, found, definition.path),
            repository=definition.repository.text if definition.repository is not None else None,
            properties=self._properties(definition, found, context) if has_properties else {},
        )

    def _properties(
        self, definition: ArtifactDefinition, found: ArtifactType | None, context: NodeContext
    ) -> dict[str, Value]:
        bag = Bag(
            f"The artifact type {found.ref.name}" if found else "",
            found.properties if found else {},
            definition.properties,
            (*definition.path, "properties"),
            definition.name,
            found is None or found.is_partial or lacks_properties(definition, KEYS.readers),
            holder=context,
        )
        return self._bags.all(bag)

    def _type(self, definition: ArtifactDefinition, scope: Scope) -> ArtifactType | None:
        """The written type; in the short notation the one that the file's ending tells (section 3.6.7.2.1)."""
        path = (*definition.path, "type")
        if definition.type is not None:
            return self._types.artifact(definition.type, scope, path)
        if definition.file is None or isinstance(definition.node, MappingNode):
            return None
        ending = definition.file.text.rpartition(".")[2]
        name = scalar(_BY_ENDING.get(ending, _FILE), True, definition.file.start, definition.file.end)
        return self._types.artifact(name, scope, path)

    def _file(self, definition: ArtifactDefinition, found: ArtifactType | None, path: Path) -> str:
        """The file relative to the template's root; an image's name and an address stay as they are."""
        file = definition.file
        if file is None:
            return ""
        is_image = found is not None and _IMAGE in found.ref.lineage
        if is_image or definition.repository is not None or ("://" in file.text and re.match(_ADDRESS, file.text)):
            return file.text
        if file.text[:1] == "/" or ".." in file.text:
            self._check_inside(file, (*path, "file"))
        return located(file)

    def _check_inside(self, file: Scalar, path: Path) -> None:
        folder = posixpath.dirname(file.file)
        target = posixpath.normpath(posixpath.join(folder, file.text))
        if file.text.startswith("/") or target == ".." or target.startswith("../"):
            message = f"`{file.text}` leads out of the template's folder."
            help_text = "Name a file of the template's folder, by a relative path."
            self._findings.error("TS207", message, span_of(file), path, help=help_text, spec="3.6.7")
