"""The credential with which a cluster pulls images from the target's registry."""

import base64

from provisioners.backends.contract import Endpoint
from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.common import REGISTRY
from provisioners.backends.kubernetes.labels import common_labels
from provisioners.backends.kubernetes.names import Names
from provisioners.images.credentials import docker_config


def pull_secret(endpoint: Endpoint, deployment: str, names: Names) -> Data | None:
    """The secret of type ``dockerconfigjson``; None where the target has no registry or no credential for it."""
    config = docker_config(endpoint)
    if config is None:
        return None
    name, labels = f"{names.common}{REGISTRY}", common_labels(deployment)
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": names.namespace, "labels": labels},
        "type": "kubernetes.io/dockerconfigjson",
        "data": {".dockerconfigjson": base64.b64encode(config.encode()).decode()},
    }
