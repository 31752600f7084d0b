"""A draft as the text of a service template, in TOSCA Simple Profile 1.3 or TOSCA 2.0."""

from collections.abc import Iterator, Mapping, Sequence

from topology.importing.draft import (
    Draft,
    DraftImage,
    DraftInput,
    DraftNode,
    DraftPolicy,
    InputRef,
    Joined,
    Requirement,
)
from topology.importing.yaml_lines import lines_of, scalar
from topology.record import ValueRecord

PROFILE = "toposmith:1.0"
DOCKER_IMAGE = "tosca.artifacts.Deployment.Image.Container.Docker"
DOCKERFILE = "toposmith.artifacts.Dockerfile"
ATTACHES_TO = "tosca.relationships.AttachesTo"

Data = Mapping[str, object]


class Version(ValueRecord):
    """How a version of TOSCA writes what a draft holds."""

    name: str
    root: str
    mark: str
    """What a function's name begins with; a text that begins with it has it twice."""


SIMPLE_1_3 = Version("tosca_simple_yaml_1_3", "topology_template", "")
TOSCA_2_0 = Version("tosca_2_0", "service_template", "$")
VERSIONS = {version.name: version for version in (SIMPLE_1_3, TOSCA_2_0)}


def write(draft: Draft, version: Version = SIMPLE_1_3) -> str:
    """The text of a service template that imports Toposmith's profile. Everything stands in the draft's order."""
    return "\n".join(_Writer(draft, version).lines()) + "\n"


class _Writer:
    def __init__(self, draft: Draft, version: Version) -> None:
        self._draft = draft
        self._version = version

    def lines(self) -> Iterator[str]:
        draft, version = self._draft, self._version
        profile: object = {"profile": PROFILE} if version.mark else PROFILE
        yield from lines_of({"tosca_definitions_version": version.name})
        yield from ("", *lines_of({"metadata": {"template_name": draft.name}}))
        yield from ("", *lines_of({"description": self._text(draft.description)}))
        yield from ("", "imports:", *(f"  {line}" for line in _import(profile)), "", f"{version.root}:")
        yield from self._section("inputs", {name: self._input(each) for name, each in draft.inputs.items()})
        yield from self._section("node_templates", {name: self._node(each) for name, each in draft.nodes.items()})
        policies = {name: self._policy(each) for name, each in draft.policies.items()}
        yield from _policies(policies)

    @staticmethod
    def _section(title: str, entries: Mapping[str, Data]) -> Iterator[str]:
        if entries:
            yield from ("", f"  {title}:")
        for name, entry in entries.items():
            yield from ("", *lines_of({name: entry}, "    ", blocks=2))

    def _input(self, given: DraftInput) -> Data:
        found: dict[str, object] = {"type": given.type, "description": self._text(given.description)}
        return found if given.default is None else {**found, "default": self._value(given.default)}

    def _node(self, node: DraftNode) -> Data:
        parts: dict[str, object] = {
            "type": node.type,
            "description": node.description and self._text(node.description),
            "properties": self._value(node.properties),
            "capabilities": {name: {"properties": self._value(each)} for name, each in node.capabilities.items()},
            "artifacts": {"image": _artifact(node.image)} if node.image else None,
            "requirements": [self._requirement(each) for each in node.requirements],
        }
        return {key: part for key, part in parts.items() if part}

    def _requirement(self, requirement: Requirement) -> Data:
        if requirement.location is None:
            return {requirement.name: requirement.node}
        place = {"type": ATTACHES_TO, "properties": {"location": self._value(requirement.location)}}
        return {requirement.name: {"node": requirement.node, "relationship": place}}

    def _policy(self, policy: DraftPolicy) -> Data:
        head: dict[str, object] = {"type": policy.type, "targets": list(policy.targets)}
        return {**head, "properties": self._value(policy.properties)} if policy.properties else head

    def _value(self, value: object) -> object:
        mark = self._version.mark
        if isinstance(value, InputRef):
            call = {f"{mark}get_input": value.name}
            is_number = self._draft.inputs[value.name].type == "integer"
            return {f"{mark}concat": [call]} if is_number and not value.is_whole else call
        if isinstance(value, Joined):
            return {f"{mark}concat": [self._part(part) for part in value.parts]}
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {key: self._value(item) for key, item in value.items()}
        if isinstance(value, Sequence):
            return [self._value(item) for item in value]
        return value

    def _part(self, part: str | InputRef) -> object:
        return {f"{self._version.mark}get_input": part.name} if isinstance(part, InputRef) else self._text(part)

    def _text(self, text: str) -> str:
        return f"${text}" if self._version.mark and text.startswith("$") else text


def _import(profile: object) -> Iterator[str]:
    first, *rest = lines_of(profile) if isinstance(profile, Mapping) else [str(profile)]
    yield f"- {first}"
    yield from rest


def _artifact(image: DraftImage) -> Data:
    kind = DOCKERFILE if image.is_dockerfile else DOCKER_IMAGE
    found: dict[str, object] = {"type": kind, "file": image.file}
    return found if image.context is None else {**found, "properties": {"context": image.context}}


def _policies(policies: Mapping[str, Data]) -> Iterator[str]:
    if policies:
        yield from ("", "  policies:")
    for name, policy in policies.items():
        yield from ("", f"    - {scalar(name)}:")
        yield from lines_of(policy, "        ")
