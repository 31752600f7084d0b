"""Routes: an Ingress, or an HTTPRoute at the gateway that the target names; load balancers are services."""

from provisioners.backends.kubernetes.names import TLS
from provisioners.backends.kubernetes.rendering import Manifest, Rendering, filled
from provisioners.backends.kubernetes.services import balancer
from provisioners.containers.model import Route

GATEWAY_API = "gateway.networking.k8s.io/v1"


def route_manifests(rendering: Rendering, route: Route) -> list[Manifest]:
    """The objects of a route or a load balancer."""
    if route.is_balancer:
        return [balancer(rendering, route)]
    if rendering.option("gateway"):
        return [_http_route(rendering, route)]
    return [*_certificate(rendering, route), _ingress(rendering, route)]


def _ingress(rendering: Rendering, route: Route) -> Manifest:
    path = {
        "path": route.path,
        "pathType": "Prefix",
        "backend": {"service": {"name": _service(rendering, route), "port": {"number": route.port}}},
    }
    tls = filled({"secretName": rendering.names.of(route.name, TLS), "hosts": [route.host] if route.host else []})
    spec = {
        "ingressClassName": rendering.option("ingress_class"),
        "rules": [filled({"host": route.host, "http": {"paths": [path]}})],
        "tls": [tls] if route.tls_certificate else [],
    }
    return rendering.of_route("networking.k8s.io/v1", "Ingress", route, spec=filled(spec))


def _certificate(rendering: Rendering, route: Route) -> list[Manifest]:
    if route.tls_certificate is None or route.tls_key is None:
        return []
    hidden = rendering.writer.hidden
    data = {"tls.crt": hidden(route.tls_certificate), "tls.key": hidden(route.tls_key)}
    return [rendering.of_route("v1", "Secret", route, TLS, type="kubernetes.io/tls", stringData=data)]


def _http_route(rendering: Rendering, route: Route) -> Manifest:
    namespace, _, name = rendering.option("gateway").rpartition("/")
    rule = {
        "matches": [{"path": {"type": "PathPrefix", "value": route.path}}],
        "backendRefs": [{"name": _service(rendering, route), "port": route.port}],
    }
    spec = {
        "parentRefs": [filled({"namespace": namespace, "name": name})],
        "hostnames": [route.host] if route.host else [],
        "rules": [rule],
    }
    return rendering.of_route(GATEWAY_API, "HTTPRoute", route, spec=filled(spec))


def _service(rendering: Rendering, route: Route) -> str:
    return rendering.names.of(rendering.topology.containers[route.backend].name)
