"""Whether an API server can be reached and lets the worker in."""

from provisioners.backends.contract import Endpoint
from provisioners.backends.kubernetes.api import connected
from provisioners.backends.kubernetes.names import names_of


def ping(endpoint: Endpoint) -> str:
    """The server's version. Raises :class:`PlatformError` that says what is missing."""
    with connected(endpoint) as api:
        version = api.get("/version")["gitVersion"]
        names = names_of("default", endpoint.options)
        api.get(f"/apis/apps/v1/namespaces/{names.namespace}/deployments", limit="1")
    return f"Kubernetes {version}"
