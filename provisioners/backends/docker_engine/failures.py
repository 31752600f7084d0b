"""What commands of Docker say when they fail, as sentences with a way out followed by the engine's own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from provisioners.backends.contract import PlatformError
from provisioners.backends.hiding import hidden

TAIL_LINES = 12
_PROGRESS = re.compile(
    r"^\s*(DEPRECATED: The legacy builder|BuildKit is currently disabled|environment-variable\.$)"
    r"|^\s*(Container|Network|Volume|Image) \S+\s+(Creat|Start|Wait|Healthy|Runn|Recreat|Remov|Stopp|Exited|Warning)"
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure that is known: its words, and the sentence that says what to do about it."""

    words: re.Pattern[str]
    sentence: str
    transient: bool = False


def _failure(words: str, sentence: str, *, transient: bool = False) -> Failure:
    return Failure(re.compile(words, re.IGNORECASE), sentence, transient)


FAILURES = (
    _failure(
        r"Bind for (?P<what>\S+) failed: port is already allocated"
        r"|listen \w+ (?P<other>\S+): bind: address already in use",
        "Port {what} of the host is in use. Stop what uses it, or publish another port.",
    ),
    _failure(
        r"no space left on device",
        "The disk of the engine's host is full. Make room, for example with 'docker system prune', and try again.",
    ),
    _failure(
        r"permission denied while trying to connect",
        "The worker's account may not use the Docker Engine. Add it to the group 'docker'; that equals root.",
    ),
    _failure(
        r"Get \"https?://(?P<what>[^/\"]+)/v2/",
        "The registry {what} cannot be reached from the engine's host. Check the image's name and the network.",
        transient=True,
    ),
    _failure(
        r"cannot connect to the docker daemon|error during connect|connection refused|i/o timeout|TLS handshake timeout"
        r"|unexpected EOF|connection reset by peer",
        "The Docker Engine stopped answering. Try again when it runs.",
        transient=True,
    ),
    _failure(
        r"container name \"?/?(?P<what>[^\s\"]+)\"? is already in use",
        "An interrupted attempt was still making the container {what}. Try again.",
        transient=True,
    ),
    _failure(
        r"network (?P<what>\S+) is ambiguous",
        "An interrupted attempt was still making the network {what}. Try again.",
        transient=True,
    ),
    _failure(
        r"toomanyrequests",
        "The registry limits how often images are pulled. Try again later, or use a registry of your own.",
        transient=True,
    ),
    _failure(
        r"pull access denied for (?P<what>[^\s,]+)|manifest for (?P<other>\S+) not found|manifest unknown"
        r"|No such image: (?P<third>\S+)|failed to resolve reference|no such host|not found: manifest",
        "The image {what} cannot be had. Check its name, and that the engine's host reaches the registry.",
    ),
    _failure(
        r"bind source path does not exist: (?P<what>\S+)",
        "The path {what} does not exist on the engine's host. Make it there, or use a volume.",
    ),
    _failure(
        r"container (?P<what>\S+) is unhealthy",
        "The container {what} did not become healthy. Its logs and its health check say why.",
    ),
    _failure(
        r"container (?P<what>\S+) exited \((?P<code>\d+)\)",
        "The container {what} ended right after its start. Its logs say why.",
    ),
    _failure(
        r"could not find an available, non-overlapping|pool overlaps",
        "The engine has no free range of addresses for another network. Remove unused networks, or give a 'cidr'.",
    ),
)


def explained(output: str, *, what: str, hide: Iterable[str] = ()) -> PlatformError:
    """The error for a command that failed; ``what`` names it, and the texts in ``hide`` are blotted out."""
    words = _tail(hidden(output, hide))
    for failure in FAILURES:
        match = failure.words.search(words)
        if match:
            subject = next((found for found in match.groups() if found), "")
            sentence = re.sub(r" +", " ", failure.sentence.replace("{what}", subject.strip("\"'")))
            return PlatformError(f"{sentence}\n{words}", transient=failure.transient)
    return PlatformError(f"{what} failed.\n{words}".rstrip())


def _tail(output: str) -> str:
    """The last lines without progress, and without NUL: a build prints what it likes, and no database stores that."""
    output = output.replace("\0", "")
    lines = [line.rstrip() for line in output.splitlines() if line.strip() and not _PROGRESS.match(line)]
    return "\n".join(lines[-TAIL_LINES:])
