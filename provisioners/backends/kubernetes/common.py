"""The objects that belong to a deployment as a whole: its namespace, and the account of its pods."""

from provisioners.backends.kubernetes.rendering import Manifest, Rendering

REGISTRY = "--registry"


def common_manifests(rendering: Rendering) -> list[Manifest]:
    """The namespace where it is the deployment's own, and the account, which has no rights."""
    names = rendering.names
    found = []
    if names.is_own:
        namespace = rendering.manifest("v1", "Namespace", names.namespace)
        del namespace["metadata"]["namespace"]
        found.append(namespace)
    account = rendering.manifest("v1", "ServiceAccount", names.common, imagePullSecrets=_pull_secrets(rendering))
    return [*found, {**account, "automountServiceAccountToken": False}]


def _pull_secrets(rendering: Rendering) -> list[Manifest]:
    """The target's own secret, and the one that the client makes from the target's credential."""
    own = [f"{rendering.names.common}{REGISTRY}"] if rendering.option("registry") else []
    given = rendering.option("pull_secret")
    return [{"name": name} for name in (*own, *([given] if given else []))]
