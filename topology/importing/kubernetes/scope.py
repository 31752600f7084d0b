"""What all parts of reading manifests share."""

from topology.importing.draft import Draft, DraftInput, DraftNode, InputRef
from topology.importing.fields import Fields
from topology.importing.kubernetes.objects import Object, Objects
from topology.importing.names import free, input_name
from topology.importing.trees import Trees
from topology.record import Record, field


class Workload(Record):
    """An object that makes pods, what its pods are, and the node that it becomes."""

    object: Object
    pod: Fields
    container: Fields
    labels: dict[str, str]
    node: DraftNode
    name: str = ""
    services: list[Object] = field(default_factory=list)


class Scope(Record):
    """One reading. ``claims`` leads from claims, by namespace and name, to their nodes; ``used`` are objects."""

    trees: Trees
    objects: Objects
    draft: Draft
    workloads: list[Workload] = field(default_factory=list)
    claims: dict[tuple[str, str], str] = field(default_factory=dict)
    used: set[tuple[str, str, str]] = field(default_factory=set)

    def find(self, kind: str, name: str | None, namespace: str) -> Object | None:
        """An object, which counts as used."""
        found = self.objects.find(kind, name, namespace)
        if found is not None:
            self.used.add((found.kind, found.namespace, found.name))
        return found

    def add_input(self, wanted: str, given: DraftInput) -> InputRef:
        """An input; one of that description is used again."""
        for name, each in self.draft.inputs.items():
            if each.description == given.description:
                return InputRef(name)
        name = free(input_name(wanted), self.draft.inputs)
        self.draft.inputs[name] = given
        return InputRef(name)

    def workload_of(self, service: Object) -> Workload | None:
        """The workload that a service leads to."""
        return next((each for each in self.workloads if service in each.services), None)


def selects(selector: dict[str, str], labels: dict[str, str]) -> bool:
    """Whether a selector that says something fits labels."""
    return bool(selector) and all(labels.get(key) == value for key, value in selector.items())
