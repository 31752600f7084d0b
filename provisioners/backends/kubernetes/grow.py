"""Makes the claims of a stateful set's instances larger: a changed template counts for new instances only."""

from collections.abc import Iterable

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.kubernetes.api import Data, Refusal
from provisioners.backends.kubernetes.documents import address_of
from provisioners.backends.kubernetes.labels import GENERATION
from provisioners.backends.kubernetes.ownership import label_selector
from provisioners.backends.kubernetes.resources import Server
from provisioners.backends.kubernetes.volumes import VOLUME


def grow_claims(work: Work, server: Server, manifests: Iterable[Data]) -> None:
    """Ask for the size that the templates of stateful sets name. Raises :class:`PlatformError`."""
    for manifest in manifests:
        for template in manifest["spec"].get("volumeClaimTemplates", ()) if manifest["kind"] == "StatefulSet" else ():
            _grow(work, server, manifest["metadata"]["namespace"], template)


def _grow(work: Work, server: Server, namespace: str, template: Data) -> None:
    marks = template["metadata"]["labels"]
    selector = f"{label_selector(work.deployment)},{VOLUME}={marks[VOLUME]},{GENERATION}={marks[GENERATION]}"
    collection = server.collection("PersistentVolumeClaim", namespace)
    requests = template["spec"]["resources"]["requests"]
    for claim in server.api.items(f"{collection}", labelSelector=selector):
        if claim["spec"]["resources"]["requests"] == requests:
            continue
        address = address_of(template)
        changes = {"spec": {"resources": {"requests": requests}}}
        try:
            server.api.patch(f"{collection}/{claim['metadata']['name']}", changes)
        except Refusal as refusal:
            message = f"The size of {address} cannot be changed: {refusal.words}"
            raise PlatformError(message, addresses=(address,)) from refusal
