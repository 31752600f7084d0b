"""The content of ConfigMaps and Secrets as values of a template: secret texts are inputs."""

import base64
import binascii

from topology.importing.draft import SECRET, DraftInput, Value
from topology.importing.kubernetes.objects import Object
from topology.importing.kubernetes.scope import Scope
from topology.record import ValueRecord
from topology.tosca.tree import Node

CONFIG_MAP, SECRET_KIND = "ConfigMap", "Secret"


def keys_of(found: Object) -> list[str]:
    """The keys of a ConfigMap or a Secret, in their order."""
    return list(dict.fromkeys(key for part in ("data", "stringData", "binaryData") for key in found.fields.texts(part)))


class Holder(ValueRecord):
    """A ConfigMap or a Secret by its name."""

    kind: str
    name: str
    namespace: str


def value_of_key(scope: Scope, holder: Holder, key: str, at: Node) -> Value | None:
    """The value of a key. One of a Secret that is not in the files has to be given at a deployment."""
    name = holder.name
    found = scope.find(holder.kind, name, holder.namespace)
    if holder.kind == SECRET_KIND:
        return _secret(scope, found, name, key, at)
    if found is None:
        scope.trees.missing(
            at, f"There is no ConfigMap `{name}` in the files.", "Import its file together with this one."
        )
        return None
    found.fields.ignore("immutable")
    text = found.fields.texts("data").get(key)
    if text is None:
        is_binary = key in found.fields.texts("binaryData")
        words = "is no text" if is_binary else "is not there"
        scope.trees.missing(at, f"The key `{key}` of the ConfigMap `{name}` {words}.")
    return text


def _secret(scope: Scope, found: Object | None, name: str, key: str, at: Node) -> Value | None:
    given = None
    if found is not None:
        found.fields.ignore("immutable", "type")
        given = found.fields.texts("stringData").get(key)
        encoded = found.fields.texts("data").get(key)
        if given is None and encoded is not None:
            given = _decoded(encoded)
            if given is None:
                scope.trees.impossible(at, f"The key `{key}` of the Secret `{name}` is no text in base64.")
                return None
        if given is None:
            scope.trees.missing(at, f"The Secret `{name}` has no key `{key}`.")
            return None
    wanted = key if key.lower().startswith(name.lower()) else f"{name}_{key}"
    return scope.add_input(wanted, DraftInput(SECRET, f"The key {key} of the Secret {name}.", given=given))


def _decoded(text: str) -> str | None:
    try:
        found = base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return None if "\0" in found else found
