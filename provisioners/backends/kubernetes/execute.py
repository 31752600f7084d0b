"""Runs a command inside a running container of an instance."""

from collections.abc import Sequence

from provisioners.backends.contract import CommandResult, Endpoint, PlatformError
from provisioners.backends.kubernetes.api import connected
from provisioners.backends.kubernetes.channels import ENDING, TimeOver, channels, exit_status
from provisioners.backends.kubernetes.logs import pods_at

MOST_BYTES = 64_000
STOPPED_BY_TIME = 124
"""The exit status of a command that took too long, as ``timeout`` of the GNU core utilities has it."""


def execute(
    deployment: str, address: str, endpoint: Endpoint, command: Sequence[str], *, timeout: float
) -> CommandResult:
    """The status of a command and the end of its output. Raises :class:`PlatformError`.

    A command that takes longer than ``timeout`` seconds is left alone and has the status 124.
    """
    output, ending = b"", b""
    with connected(endpoint) as api:
        running = [
            pod
            for pod in pods_at(api, deployment, address, endpoint)
            if pod.get("status", {}).get("phase") == "Running" and not pod["metadata"].get("deletionTimestamp")
        ]
        if not running:
            raise PlatformError(f"There is no running container of {address}.", addresses=(address,))
        newest = max(running, key=lambda pod: str(pod["metadata"]["creationTimestamp"]))
        metadata, container = newest["metadata"], newest["spec"]["containers"][0]["name"]
        path = f"/api/v1/namespaces/{metadata['namespace']}/pods/{metadata['name']}/exec"
        try:
            for stream, content in channels(api.where, path, container, command, timeout=timeout):
                if stream == ENDING:
                    ending += content
                else:
                    output = (output + content)[-MOST_BYTES:]
        except TimeOver:
            return CommandResult(STOPPED_BY_TIME, _text(output))
    if not ending:
        raise PlatformError(f"The connection ended before the command in {address} did.", addresses=(address,))
    return CommandResult(exit_status(ending), _text(output))


def _text(output: bytes) -> str:
    return output.decode(errors="replace").replace("\0", "")
