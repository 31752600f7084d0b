"""The marks by which objects on a cluster are found again.

Labels select; their values are short and plain. The exact address of a node, which may be any text, is an annotation.
"""

from provisioners.backends.kubernetes.names import deployment_name

DEPLOYMENT = "toposmith.deployment"
NODE = "toposmith.node"
NETWORK = "toposmith.network"
GENERATION = "toposmith.generation"
ADDRESS = "toposmith.address"
CONTENT = "toposmith.content"
SCHEME = "toposmith.scheme"

MANAGER = "toposmith"
"""The field manager of server-side apply, and the value of ``app.kubernetes.io/managed-by``."""


def common_labels(deployment: str) -> dict[str, str]:
    """The labels of everything that belongs to a deployment, the recommended ones of Kubernetes among them."""
    name = deployment_name(deployment)
    return {"app.kubernetes.io/managed-by": MANAGER, "app.kubernetes.io/part-of": name, DEPLOYMENT: name}


def selector(deployment: str, name: str) -> dict[str, str]:
    """The labels that select the pods of one node; they never change."""
    return {DEPLOYMENT: deployment_name(deployment), NODE: name}


def membership(network: str) -> str:
    """The label of the pods that are in a network."""
    return f"{NETWORK}.{network}"
