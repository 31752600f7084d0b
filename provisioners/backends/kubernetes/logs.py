"""What the pods of an instance wrote."""

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.kubernetes.api import Api, Data, Refusal, connected
from provisioners.backends.kubernetes.documents import address_of
from provisioners.backends.kubernetes.names import names_of
from provisioners.backends.kubernetes.ownership import label_selector

MOST_LINES = 5000
MOST_BYTES = 1_000_000


def logs(deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str:
    """The last lines of each pod of an instance, bounded in number and size. Raises :class:`PlatformError`."""
    with connected(endpoint) as api:
        mine = pods_at(api, deployment, address, endpoint)
        if not mine:
            raise PlatformError(f"There is no pod of {address}.", addresses=(address,))
        lines = max(0, min(tail, MOST_LINES))
        texts = {pod["metadata"]["name"]: _log(api, pod, lines) for pod in mine}
    if len(texts) == 1:
        return next(iter(texts.values()))
    return "\n".join(f"==> {name} <==\n{text}" for name, text in texts.items())


def pods_at(api: Api, deployment: str, address: str, endpoint: Endpoint) -> list[Data]:
    """The pods of an instance by name."""
    namespace = names_of(deployment, endpoint.options).namespace
    every = api.items(f"/api/v1/namespaces/{namespace}/pods", labelSelector=label_selector(deployment))
    mine = (pod for pod in every if address_of(pod) == address)
    return sorted(mine, key=lambda pod: str(pod["metadata"]["name"]))


def _log(api: Api, pod: Data, lines: int) -> str:
    """The log of a pod; of one that has none yet, the platform's reason."""
    metadata = pod["metadata"]
    path = f"/api/v1/namespaces/{metadata['namespace']}/pods/{metadata['name']}/log"
    try:
        return api.text(path, tailLines=str(lines), limitBytes=str(MOST_BYTES))
    except Refusal as refusal:
        if refusal.status == 400:
            return f"{refusal.words}\n"
        raise
