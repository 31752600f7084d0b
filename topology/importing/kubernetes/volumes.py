"""What a pod mounts: claims, folders of the host, and files of ConfigMaps and Secrets."""

import posixpath
from collections.abc import Mapping

from topology.importing.draft import HOST_PATH, VOLUME, DraftNode, Value
from topology.importing.fields import Fields
from topology.importing.kubernetes.confidential import CONFIG_MAP, SECRET_KIND, Holder, keys_of, value_of_key
from topology.importing.kubernetes.quantities import size
from topology.importing.kubernetes.scope import Scope, Workload
from topology.importing.names import free

SECRETS_FOLDER = "/run/secrets"
USUAL_ACCESS = "ReadWriteOnce"


def add_volumes(scope: Scope, workload: Workload) -> None:
    """Give a workload's node what its container mounts."""
    volumes = {each.text("name") or "": each for each in workload.pod.each("volumes", "a volume")}
    templates = _claim_templates(scope, workload)
    for mount in workload.container.each("volumeMounts", "a mount"):
        name = mount.text("name") or ""
        if name in templates:
            _mount(scope, workload, mount, templates[name])
        elif name in volumes:
            _add(scope, workload, mount, volumes[name])
        else:
            scope.trees.missing(mount.at("name"), f"There is no volume `{name}`.")
            mount.ignore(*mount)


def _claim_templates(scope: Scope, workload: Workload) -> Mapping[str, str]:
    """The volumes of a stateful set, by the name of their template."""
    found = {}
    for template in workload.object.spec.each("volumeClaimTemplates", "a template of claims"):
        template.ignore("apiVersion", "kind", "status")
        metadata = template.below("metadata")
        metadata.ignore("labels", "annotations", "creationTimestamp")
        name = metadata.text("name") or "data"
        found[name] = _volume(scope, f"{workload.name}_{name}", template.below("spec", "a claim"))
    return found


def _volume(scope: Scope, wanted: str, spec: Fields) -> str:
    """The node of a claim."""
    name = free(wanted, scope.draft.nodes, "volume", "data")
    node = DraftNode(VOLUME)
    resources = spec.below("resources")
    storage = resources.below("requests").text("storage")
    if storage is not None:
        try:
            node.properties["size"] = size(storage)
        except ValueError as error:
            scope.trees.wrong(spec.at("resources"), f"The size of a claim: {error}.")
    for mode in spec.scalars("accessModes"):
        if mode.text != USUAL_ACCESS:
            scope.trees.unsaid(mode, f"`{mode.text}` is left out: the target says how shared volumes are accessed.")
    if spec.text("volumeMode") not in (None, "Filesystem"):
        scope.trees.impossible(spec.at("volumeMode"), "A volume is a file system, not a block device.")
    scope.draft.nodes[name] = node
    return name


def claim_node(scope: Scope, name: str, namespace: str) -> str:
    """The node of a claim that is an object; one that is not in the files is made anew."""
    place = (namespace, name)
    if place not in scope.claims:
        found = scope.find("PersistentVolumeClaim", name, namespace)
        spec = found.spec if found is not None else Fields(scope.trees, None, "a claim")
        scope.claims[place] = _volume(scope, name, spec)
    return scope.claims[place]


def _add(scope: Scope, workload: Workload, mount: Fields, volume: Fields) -> None:
    if "persistentVolumeClaim" in volume:
        claim = volume.below("persistentVolumeClaim")
        claim.ignore("readOnly")
        name = claim.text("claimName") or ""
        _mount(scope, workload, mount, claim_node(scope, name, workload.object.namespace))
    elif "hostPath" in volume:
        host = volume.below("hostPath")
        host.ignore("type")
        _mount(scope, workload, mount, _host_path(scope, host.text("path") or "/"))
    elif "configMap" in volume or "secret" in volume:
        _add_files(scope, workload, mount, volume)
    else:
        kind = next((key for key in volume if key != "name"), "nothing")
        message = f"A volume of `{kind}` has no counterpart; the container's own file system is used in its place."
        scope.trees.unsaid(volume.at(kind), message)
        volume.ignore(*volume)
        mount.ignore(*mount)


def _mount(scope: Scope, workload: Workload, mount: Fields, storage: str) -> None:
    if mount.truth("readOnly"):
        scope.trees.unsaid(mount.at("readOnly"), "Volumes are always mounted so that the container can write to them.")
    workload.node.require("storage", storage, mount.text("mountPath") or "/")


def _host_path(scope: Scope, path: str) -> str:
    for name, node in scope.draft.nodes.items():
        if node.type == HOST_PATH and node.properties["path"] == path:
            return name
    name = free(posixpath.basename(path.rstrip("/")) or "root", scope.draft.nodes, "folder")
    scope.draft.nodes[name] = DraftNode(HOST_PATH, properties={"path": path})
    return name


def _add_files(scope: Scope, workload: Workload, mount: Fields, volume: Fields) -> None:
    """Files of a ConfigMap or a Secret: all of its keys, some of them, or the one that a mount picks."""
    kind, key = (CONFIG_MAP, "configMap") if "configMap" in volume else (SECRET_KIND, "secret")
    source = volume.below(key)
    source.ignore("defaultMode")
    mount.ignore("readOnly")
    name = source.text("name" if kind == CONFIG_MAP else "secretName") or ""
    paths = _paths(scope, workload, kind, name, source)
    folder, picked = mount.text("mountPath") or "/", mount.text("subPath")
    for held, path in paths.items():
        if picked is not None and picked != path:
            continue
        value = value_of_key(scope, Holder(kind, name, workload.object.namespace), held, source.at(key))
        if value is not None:
            _put(workload, folder if picked is not None else posixpath.join(folder, path), value, kind)
    if picked is not None and picked not in paths.values():
        scope.trees.missing(mount.at("subPath"), f"There is no file `{picked}` in `{name}`.")


def _paths(scope: Scope, workload: Workload, kind: str, name: str, source: Fields) -> dict[str, str]:
    """The paths of files, by key."""
    items = source.each("items", "a file")
    for item in items:
        item.ignore("mode")
    if items:
        return {item.text("key") or "": item.text("path") or "" for item in items}
    found = scope.find(kind, name, workload.object.namespace)
    if found is not None:
        return {key: key for key in keys_of(found)}
    words = f"There is no {kind} `{name}` in the files, so its files are not known."
    at = source.at("name" if kind == CONFIG_MAP else "secretName")
    if source.truth("optional"):
        scope.trees.unsaid(at, words)
    else:
        scope.trees.missing(at, words, "Import its file together with this one.")
    return {}


def _put(workload: Workload, path: str, value: Value, kind: str) -> None:
    folder, name = posixpath.split(path)
    sort, key = ("secrets", name) if kind == SECRET_KIND and folder == SECRETS_FOLDER else ("files", path)
    files = workload.node.properties.setdefault(sort, {})
    assert isinstance(files, dict)
    files[key] = value
