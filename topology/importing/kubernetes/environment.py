"""The environment of a container (`env`, `envFrom`)."""

import re

from topology.diagnostics.span import Span
from topology.importing.draft import SECRET, DraftInput, Value
from topology.importing.fields import Fields
from topology.importing.kubernetes.confidential import CONFIG_MAP, SECRET_KIND, Holder, keys_of, value_of_key
from topology.importing.kubernetes.references import expanded
from topology.importing.kubernetes.scope import Scope, Workload
from topology.importing.names import is_secret
from topology.tosca.tree import span_of

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def environment(scope: Scope, workload: Workload) -> dict[str, Value]:
    """Variables by name; a later one goes before an earlier one, and those of ``env`` before all others."""
    found: dict[str, Value] = {}
    for source in workload.container.each("envFrom", "a source of variables"):
        found.update(_all_of(scope, workload, source))
    for variable in workload.container.each("env", "a variable"):
        name = variable.text("name")
        value = _value(scope, workload, variable, name or "", found)
        if name is not None and value is not None:
            found[name] = value
    return found


def _all_of(scope: Scope, workload: Workload, source: Fields) -> dict[str, Value]:
    prefix = source.text("prefix") or ""
    found: dict[str, Value] = {}
    for key, kind in (("configMapRef", CONFIG_MAP), ("secretRef", SECRET_KIND)):
        if key not in source:
            continue
        reference = source.below(key)
        name, is_optional = reference.text("name") or "", reference.truth("optional")
        namespace = workload.object.namespace
        at = reference.at("name")
        held = scope.find(kind, name, namespace)
        if held is None:
            _tell_missing(scope, reference, kind, name, is_optional)
            continue
        for each in keys_of(held):
            if not _NAME.fullmatch(prefix + each):
                scope.trees.unsaid(at, f"`{prefix}{each}` cannot be the name of a variable and is left out.")
                continue
            value = value_of_key(scope, Holder(kind, name, namespace), each, at)
            if value is not None:
                found[prefix + each] = value
    return found


def _tell_missing(scope: Scope, reference: Fields, kind: str, name: str, is_optional: bool) -> None:
    message = f"There is no {kind} `{name}` in the files, so its variables are not known."
    if is_optional:
        scope.trees.unsaid(reference.at("name"), message)
    else:
        scope.trees.missing(reference.at("name"), message, "Import its file together with this one.")


def _value(scope: Scope, workload: Workload, variable: Fields, name: str, known: dict[str, Value]) -> Value | None:
    if "valueFrom" not in variable:
        text = variable.text("value") or ""
        if is_secret(name, text) and "$(" not in text:
            return _hidden(scope, workload, name, text, span_of(variable.at("value")))
        return expanded(text, known)
    source = variable.below("valueFrom")
    for key, kind in (("configMapKeyRef", CONFIG_MAP), ("secretKeyRef", SECRET_KIND)):
        if key in source:
            reference = source.below(key)
            at, is_optional = reference.at("name"), reference.truth("optional")
            held, wanted = reference.text("name") or "", reference.text("key") or ""
            if is_optional and scope.find(kind, held, workload.object.namespace) is None:
                scope.trees.unsaid(at, f"There is no {kind} `{held}` in the files, so `{name}` is left out.")
                return None
            return value_of_key(scope, Holder(kind, held, workload.object.namespace), wanted, at)
    scope.trees.unsaid(variable.at("valueFrom"), f"What the platform says of a pod cannot be the value of `{name}`.")
    source.ignore(*source)
    return None


def _hidden(scope: Scope, workload: Workload, name: str, text: str, span: Span) -> Value:
    description = f"The secret {name} of {workload.name}."
    found = scope.add_input(name, DraftInput(SECRET, description, given=text))
    scope.trees.tell("TS878", f"The secret `{name}` becomes the input `{found.name}`.", span)
    return found
