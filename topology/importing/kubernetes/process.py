"""What runs in a pod's container, with which rights, and what it may use."""

from collections.abc import Mapping

from topology.importing.draft import DraftImage, DraftNode, Value
from topology.importing.fields import Fields
from topology.importing.kubernetes.quantities import processors, seconds, size
from topology.importing.kubernetes.references import expanded
from topology.importing.kubernetes.scope import Scope, Workload

GRACE = 30
"""The seconds to stop where nothing is said."""

HOST = {"hostNetwork": "host_network", "hostPID": "host_pid", "hostIPC": "host_ipc"}
RESOURCES = {"limits": ("cpus", "memory"), "requests": ("reserved_cpus", "reserved_memory")}


def add_process(scope: Scope, workload: Workload, known: Mapping[str, Value]) -> None:
    """The image, the program and the rights; ``known`` are the container's variables."""
    node, container, pod = workload.node, workload.container, workload.pod
    image = container.text("image")
    if image is None:
        scope.trees.missing(container.at("name"), f"The container of `{workload.name}` has no image.")
    node.image = DraftImage(image) if image else None
    for key, name in (("command", "entrypoint"), ("args", "command")):
        words = [expanded(each.text, known) for each in container.scalars(key)]
        if words:
            node.properties[name] = words
    folder = container.text("workingDir")
    if folder:
        node.properties["working_dir"] = folder
    for key, name in HOST.items():
        if pod.truth(key):
            node.properties[name] = True
    grace = pod.whole("terminationGracePeriodSeconds")
    node.properties["stop_grace_period"] = seconds(GRACE if grace is None else grace)
    _add_security(scope, node, pod.below("securityContext"), container.below("securityContext"))
    _add_resources(scope, node, container.below("resources"))


def _add_security(scope: Scope, node: DraftNode, of_pod: Fields, of_container: Fields) -> None:
    """The user and the rights; what the container says goes before what the pod says."""
    numbers = {}
    for key in ("runAsUser", "runAsGroup"):
        own, general = of_container.whole(key), of_pod.whole(key)
        numbers[key] = general if own is None else own
    user, group = numbers["runAsUser"], numbers["runAsGroup"]
    if user is not None:
        node.properties["user"] = str(user) if group is None else f"{user}:{group}"
    elif group is not None:
        source = of_container if "runAsGroup" in of_container else of_pod
        scope.trees.unsaid(source.at("runAsGroup"), "A group has no counterpart without a user; it is left out.")
    shared = of_pod.whole("fsGroup")
    if shared is not None and shared != group:
        words = "Volumes belong to the group of the container's user, or to one that Toposmith chooses."
        scope.trees.unsaid(of_pod.at("fsGroup"), words)
    for key, name in (("privileged", "privileged"), ("readOnlyRootFilesystem", "read_only")):
        if of_container.truth(key):
            node.properties[name] = True
    added = [each.text for each in of_container.below("capabilities").scalars("add")]
    if added:
        node.properties["added_capabilities"] = added
    _ignore_usual(of_pod, of_container)


def _ignore_usual(*contexts: Fields) -> None:
    """A profile of system calls that every container gets."""
    for context in contexts:
        if "seccompProfile" in context and context.below("seccompProfile").text("type") == "RuntimeDefault":
            context.ignore("seccompProfile")


def _add_resources(scope: Scope, node: DraftNode, resources: Fields) -> None:
    for key, (cpus, memory) in RESOURCES.items():
        amounts = resources.below(key)
        for name, of_what, measure in ((cpus, "cpu", processors), (memory, "memory", size)):
            text = amounts.text(of_what)
            if text is None:
                continue
            try:
                node.properties[name] = measure(text)
            except ValueError as error:
                scope.trees.wrong(amounts.at(of_what), f"{error}.")
