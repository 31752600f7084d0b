"""Volumes, folders and files of the host, and where services see them (Compose Specification, "volumes")."""

import posixpath
from collections.abc import Iterator

from topology.importing.compose.interpolation import Text, text_of
from topology.importing.compose.keys import MOUNT_UNSAID, VOLUME_UNSAID
from topology.importing.compose.merge import Entries
from topology.importing.compose.project import beside
from topology.importing.compose.scope import Scope
from topology.importing.documents import as_text
from topology.importing.draft import HOST_PATH, VOLUME, DraftInput, DraftNode, Joined, Value
from topology.importing.names import free, input_name
from topology.importing.trees import value_of
from topology.record import ValueRecord
from topology.tosca.tree import MappingNode, Node, Scalar

FOLDER = "project_folder"


class Mount(ValueRecord):
    """What a service mounts: ``kind`` is volume, bind or tmpfs."""

    kind: str
    source: Text
    target: Text
    read_only: bool
    at: Scalar


def volume_nodes(scope: Scope, used: set[str]) -> None:
    """The nodes of the named volumes that are used."""
    for name, (key, node) in scope.project.section("volumes").items():
        entries = scope.trees.entries(node, f"The volume `{name}`")
        scope.trees.check_keys(entries, VOLUME_UNSAID, "A volume")
        if name not in used:
            scope.trees.unsaid(key, f"No service uses the volume `{name}`, so it is left out.")
            continue
        scope.trees.leave_out(entries, _unsaid_of(scope, entries), f"the volume `{name}`")
        scope.volumes[name] = free(name, scope.draft.nodes, "volume", "data")
        scope.draft.nodes[scope.volumes[name]] = DraftNode(VOLUME)


def _unsaid_of(scope: Scope, entries: Entries) -> dict[str, str]:
    driver = entries.get("driver")
    is_usual = driver is not None and isinstance(driver[1], Scalar) and driver[1].text == "local"
    return {key: help_ for key, help_ in VOLUME_UNSAID.items() if key != "driver" or not is_usual}


def mounts_of(scope: Scope, entries: Entries) -> list[Mount]:
    """The mounts of a service; of several at one place the last counts."""
    listed = scope.trees.items(value_of(entries, "volumes"), "`volumes`")
    found = [_short(scope, item) if isinstance(item, Scalar) else _long(scope, item) for item in listed]
    return list({scope.variables.resolved(mount.target): mount for mount in found if mount is not None}.values())


def named_in(scope: Scope, mounts: list[Mount]) -> Iterator[tuple[str, Scalar]]:
    """The named volumes of mounts."""
    for mount in mounts:
        if mount.kind == "volume" and mount.source.parts:
            yield scope.variables.resolved(mount.source) or "", mount.at


def add_mounts(scope: Scope, service: str, node: DraftNode, mounts: list[Mount]) -> None:
    """Give a node what it mounts."""
    for mount in mounts:
        if mount.kind == "tmpfs":
            scope.trees.unsaid(mount.at, "Memory as a folder has no counterpart and is left out.")
        elif mount.kind == "volume":
            _add_volume(scope, service, node, mount)
        else:
            _add_bind(scope, node, mount)


def _add_volume(scope: Scope, service: str, node: DraftNode, mount: Mount) -> None:
    location = scope.variables.value(mount.target, mount.at)
    if mount.read_only:
        scope.trees.unsaid(mount.at, "Volumes are always mounted so that the container can write to them.")
    if not mount.source.parts:
        place = scope.variables.resolved(mount.target) or "data"
        name = free(f"{service}_{input_name(place)}", scope.draft.nodes)
        scope.draft.nodes[name] = DraftNode(VOLUME, properties={"deletion_policy": "delete"})
        node.require("storage", name, location)
        return
    name = scope.variables.plain(mount.source, mount.at)
    if name in scope.volumes:
        node.require("storage", scope.volumes[name], location)
    else:
        scope.trees.missing(mount.at, f"There is no volume `{name}`.", "List it under `volumes` at the top.")


def _add_bind(scope: Scope, node: DraftNode, mount: Mount) -> None:
    resolved = scope.variables.resolved(mount.source) or ""
    relative = resolved.startswith(".")
    if relative and not mount.source.variables and not mount.target.variables:
        content = scope.documents.find(beside(resolved, mount.at.file))
        text = None if content is None else as_text(content)
        if text is not None and "read_only" not in node.properties:
            _add_file(scope, node, mount, text)
            return
    if resolved.startswith("~"):
        scope.trees.impossible(mount.at, "Whose home this is, only Compose knows.", "Write an absolute path.")
        return
    if mount.read_only:
        scope.trees.unsaid(mount.at, "Folders of the host are always mounted so that the container can write to them.")
    path = _host_path(scope, mount, resolved) if relative else scope.variables.value(mount.source, mount.at)
    name = _path_node(scope, path, resolved)
    node.require("storage", name, scope.variables.value(mount.target, mount.at))


def _add_file(scope: Scope, node: DraftNode, mount: Mount, text: str) -> None:
    files = node.properties.setdefault("files", {})
    assert isinstance(files, dict)
    files[scope.variables.resolved(mount.target) or ""] = text
    if not mount.read_only:
        scope.trees.otherwise(mount.at, "The file becomes a part of the template; what the container writes is lost.")


def _host_path(scope: Scope, mount: Mount, resolved: str) -> Value:
    """A path below the project's folder, which is an input: the target's hosts may have it elsewhere."""
    inside = beside(scope.variables.plain(mount.source, mount.at), mount.at.file)
    if inside.startswith(".."):
        message = f"`{resolved}` lies outside of the project's folder."
        scope.trees.findings.error("TS875", message, mount.at.span(), help="Write an absolute path of the host.")
    description = "The absolute path of the project's folder on the hosts of the target."
    folder = scope.variables.add(FOLDER, DraftInput("string", description, scope.project.folder))
    return folder if inside == "." else Joined((folder, f"/{inside}"))


def _path_node(scope: Scope, path: Value, resolved: str) -> str:
    for name, node in scope.draft.nodes.items():
        if node.type == HOST_PATH and node.properties["path"] == path:
            return name
    last = posixpath.basename(resolved.rstrip("/"))
    wanted = input_name(last) if last.strip(".") else "folder" if last else "root"
    name = free(wanted, scope.draft.nodes, "folder", "path")
    scope.draft.nodes[name] = DraftNode(HOST_PATH, properties={"path": path})
    return name


def _short(scope: Scope, item: Scalar) -> Mount | None:
    parts = scope.text(item).split(":")
    if len(parts) == 1:
        return Mount("volume", Text(), parts[0], False, item)
    if len(parts) > 3:
        scope.trees.wrong(item, f"`{item.text}` is no mount.", "Write it as `data:/path` or `./file:/path:ro`.")
        return None
    options = (scope.variables.plain(parts[2], item) if len(parts) == 3 else "rw").split(",")
    for option in options:
        if option not in ("rw", "ro", "z", "Z"):
            scope.trees.unsaid(item, f"`{option}` of a mount has no counterpart and is left out.")
    source = scope.variables.resolved(parts[0]) or ""
    kind = "bind" if source.startswith((".", "/", "~")) else "volume"
    return Mount(kind, parts[0], parts[1], "ro" in options, item)


def _long(scope: Scope, item: Node) -> Mount | None:
    entries = scope.trees.entries(item, "Each of `volumes`")
    scope.trees.check_keys(entries, ("type", "source", "target", "tmpfs", *MOUNT_UNSAID), "A mount")
    kind = scope.plain(value_of(entries, "type"), "`type`") or "volume"
    target = scope.trees.scalar(value_of(entries, "target"), "`target`")
    source = scope.trees.scalar(value_of(entries, "source"), "`source`")
    if target is None:
        scope.trees.wrong(item, "A mount has to have a `target`.")
        return None
    if kind not in ("volume", "bind", "tmpfs"):
        scope.trees.impossible(item, f"Mounts of type `{kind}` have no counterpart.")
        return None
    _check_options(scope, entries)
    read_only = entries.get("read_only")
    start = scope.text(source) if source else Text()
    if kind == "bind" and not (scope.variables.resolved(start) or "").startswith((".", "/", "~")):
        start = text_of(["./", *start.parts])
    return Mount(
        kind, start, scope.text(target), read_only is not None and scope.truth(read_only[1], "`read_only`"), target
    )


def _check_options(scope: Scope, entries: Entries) -> None:
    for key in ("bind", "volume", "consistency"):
        node = value_of(entries, key)
        options = node.entries if isinstance(node, MappingNode) else {}
        for option, (name, _) in options.items():
            if option != "create_host_path":
                scope.trees.unsaid(name, f"`{option}` of a mount has no counterpart and is left out.")
