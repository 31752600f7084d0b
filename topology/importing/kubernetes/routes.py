"""Ingresses as routes: one for each host and path."""

from topology.importing.draft import ROUTE, DraftNode, Requirement, Value
from topology.importing.fields import Fields
from topology.importing.kubernetes.confidential import SECRET_KIND, Holder, value_of_key
from topology.importing.kubernetes.objects import Object
from topology.importing.kubernetes.ports import service_ports
from topology.importing.kubernetes.scope import Scope, Workload
from topology.importing.names import free
from topology.tosca.tree import Node

CERTIFICATE = {"tls_certificate": "tls.crt", "tls_key": "tls.key"}


def add_routes(scope: Scope, ingress: Object) -> None:
    """The routes of an Ingress."""
    spec = ingress.spec
    certificates = _certificates(spec)
    if "defaultBackend" in spec:
        _add(scope, ingress, {}, spec.below("defaultBackend", "a backend"), certificates)
    for rule in spec.each("rules", "a rule"):
        host = rule.text("host")
        for path in rule.below("http").each("paths", "a path"):
            found: dict[str, Value] = {"host": host} if host else {}
            if path.text("path") not in (None, "/"):
                found["path"] = path.text("path") or "/"
            if path.text("pathType") == "Exact":
                scope.trees.otherwise(path.at("pathType"), "A route takes every path that begins with its own.")
            _add(scope, ingress, found, path.below("backend", "a backend"), certificates)


def _certificates(spec: Fields) -> dict[str, tuple[str, Node]]:
    """The secrets of certificates, by host; empty for those of every host."""
    found = {}
    for tls in spec.each("tls", "a certificate"):
        name = tls.text("secretName")
        hosts = [each.text for each in tls.scalars("hosts")]
        if name is not None:
            found.update(dict.fromkeys(hosts or [""], (name, tls.at("secretName"))))
    return found


def _add(
    scope: Scope, ingress: Object, properties: dict[str, Value], backend: Fields, tls: dict[str, tuple[str, Node]]
) -> None:
    service = backend.below("service")
    name = service.text("name")
    target = scope.objects.find("Service", name, ingress.namespace)
    workload = scope.workload_of(target) if target is not None else None
    if target is None or workload is None:
        scope.trees.missing(backend.at("service"), f"There is no Service `{name}` with a workload in the files.")
        service.ignore(*service)
        return
    port = _port(scope, workload, target, service.below("port"))
    if port is not None:
        properties["port"] = port
    certificate = tls.get(str(properties.get("host", "")))
    if certificate is not None:
        for key, held in CERTIFICATE.items():
            value = value_of_key(scope, Holder(SECRET_KIND, certificate[0], ingress.namespace), held, certificate[1])
            if value is not None:
                properties[key] = value
    node = free(ingress.name, scope.draft.nodes, "route")
    scope.draft.nodes[node] = DraftNode(
        ROUTE, properties=properties, requirements=[Requirement("backend", workload.name)]
    )


def _port(scope: Scope, workload: Workload, service: Object, wanted: Fields) -> int | None:
    """The container's port that a service's port leads to."""
    number, name = wanted.whole("number"), wanted.text("name")
    named = {each.text("name") or "": each.whole("containerPort") or 0 for each in workload.container.each("ports", "")}
    for port in service_ports(scope, service, named):
        if port.number == number or (name is not None and port.name == name):
            return port.target
    scope.trees.missing(wanted.at("number"), f"The Service `{service.name}` has no such port.")
    return None
