"""The credential with which a cluster pulls images from the target's registry."""

import base64
import json

from provisioners.backends.contract import Endpoint
from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.common import REGISTRY
from provisioners.backends.kubernetes.labels import common_labels
from provisioners.backends.kubernetes.names import Names


def pull_secret(endpoint: Endpoint, deployment: str, names: Names) -> Data | None:
    """The secret of type ``dockerconfigjson``; None where the target has no registry or no credential for it."""
    registry = endpoint.options.get("registry", "").partition("/")[0]
    username, password = (endpoint.credential.get(f"registry_{key}", "") for key in ("username", "password"))
    if not registry or not username:
        return None
    encoded = base64.b64encode(f"{username}:{password}".encode()).decode()
    config = json.dumps({"auths": {registry: {"username": username, "password": password, "auth": encoded}}})
    name, labels = f"{names.common}{REGISTRY}", common_labels(deployment)
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": names.namespace, "labels": labels},
        "type": "kubernetes.io/dockerconfigjson",
        "data": {".dockerconfigjson": base64.b64encode(config.encode()).decode()},
    }
