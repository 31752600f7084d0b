"""Names on the platform, derived from the deployment, the address and the generation."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

LONGEST = 40
"""The longest name of a container: it is a DNS label (63 characters at most) and a part of longer names."""

RESERVED = frozenset({"default"})
"""Names with a meaning of their own on some platform, such as the network of a Compose file."""

_HASH_LENGTH = 8
_FORBIDDEN = re.compile(r"[^a-z0-9]+", re.ASCII)


def names_for(addresses: Iterable[str]) -> dict[str, str]:
    """A unique name for each address, legal in DNS.

    An address that is a legal name keeps it. Others are made legal, and get a hash of the address where that would
    give two of them the same name, or where too much had to be left out.
    """
    candidates = {address: _legal(address) for address in addresses}
    counts = Counter(candidates.values())
    names = {
        address: address
        for address, candidate in candidates.items()
        if candidate and candidate == address not in RESERVED
    }
    taken = set(names)
    for address, candidate in candidates.items():
        if address not in names:
            names[address] = _free(address, candidate, counts[candidate] > 1, taken)
            taken.add(names[address])
    return {address: names[address] for address in candidates}


def project_name(deployment: str) -> str:
    """A deployment's name as platforms take it: lower case, digits, ``-`` and ``_``, beginning with neither."""
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,62}", deployment, re.ASCII):
        return deployment
    return _with_hash(deployment, _legal(deployment))


def generated_name(project: str, name: str, generation: int) -> str:
    """The name on the platform of a volume or network."""
    return f"{project}-{name}-g{generation}"


def image_repository(project: str, name: str) -> str:
    """The name of an image that is made for a service; it belongs to the deployment alone."""
    return f"toposmith/{project.strip('_-')}/{name}"


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("-", text.lower()).strip("-")[:LONGEST].strip("-")


def _free(address: str, candidate: str, is_shared: bool, taken: set[str]) -> str:
    fits = bool(candidate) and len(address) <= LONGEST and candidate not in RESERVED
    name = candidate if fits and not is_shared else _with_hash(address, candidate)
    while name in taken:
        name = _with_hash(f"{name}/{address}", candidate)
    return name


def _with_hash(text: str, candidate: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{candidate[: LONGEST - _HASH_LENGTH - 1].strip('-') or 'node'}-{digest}"
