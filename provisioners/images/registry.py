"""Asks a registry which image a tag means now, so that a plan can pin it.

Source: OCI Distribution Specification 1.1, "Pulling manifests".
"""

import hashlib
import re

from provisioners.backends.contract import PlatformError
from provisioners.images.reference import DOCKER_HUB, Reference, parse_reference
from provisioners.images.tokens import Login, authorization
from provisioners.images.web import Answer, Web

DOCKER_HUB_API = "registry-1.docker.io"
MANIFESTS = ", ".join(
    (
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    )
)
"""What may come: an index of images for several machines first, so that each host takes the one that fits."""

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
_TRANSIENT = (429, 500, 502, 503, 504)


def digest_of(web: Web, image: str, login: Login = None) -> str:
    """The digest of the image that a name means now, such as ``sha256:...``. Raises :class:`PlatformError`.

    A name that has a digest is not asked for. ``login`` goes to the image's registry and to whom that one names.
    """
    try:
        reference = parse_reference(image)
    except ValueError as error:
        raise PlatformError(f"{error}.") from error
    if reference.digest:
        return reference.digest
    answer = _manifest(web, "HEAD", reference, login)
    found = answer.headers.get("docker-content-digest", "")
    if not _DIGEST.fullmatch(found):
        found = f"sha256:{hashlib.sha256(_manifest(web, 'GET', reference, login).body).hexdigest()}"
    return found


def _manifest(web: Web, method: str, reference: Reference, login: Login) -> Answer:
    host = DOCKER_HUB_API if reference.registry == DOCKER_HUB else reference.registry
    url = f"https://{host}/v2/{reference.repository}/manifests/{reference.version}"
    headers = {"Accept": MANIFESTS}
    answer = web.ask(method, url, headers)
    if answer.status == 401:
        allowed = authorization(web, answer.headers.get("www-authenticate", ""), login)
        answer = web.ask(method, url, {**headers, "Authorization": allowed})
    if answer.status != 200:
        raise _refused(reference, answer.status)
    return answer


def _refused(reference: Reference, status: int) -> PlatformError:
    name = f"{reference.repository}:{reference.version}"
    sentences = {
        401: f"The registry {reference.registry} does not let the target's credential read {name}.",
        403: f"The registry {reference.registry} does not let the target's credential read {name}.",
        404: f"The registry {reference.registry} has no image {name}. Check the image's name.",
    }
    message = sentences.get(status, f"The registry {reference.registry} answers with the status {status} for {name}.")
    return PlatformError(message, transient=status in _TRANSIENT)
