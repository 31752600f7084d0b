"""The mapping from TOSCA to Compose as a page of the documentation."""

import sys
from collections.abc import Iterable, Mapping

from provisioners.backends.compose.images import DOCKER_IMAGE, DOCKERFILE
from provisioners.backends.compose.rights import PROPERTIES as RIGHT_PROPERTIES
from provisioners.backends.compose.types import SUPPORT, Kind
from provisioners.backends.contract import Right
from topology.diagnostics import CATALOGUE

RIGHT_CODES: Mapping[Right, str] = {
    **{right: code for right, code, _ in RIGHT_PROPERTIES.values()},
    Right.HOST_PATHS: "TS707",
    Right.ENGINE_SOCKET: "TS708",
    Right.LOW_PORTS: "TS709",
    Right.IMAGE_BUILD: "TS710",
}

INTRODUCTION = """\
# From TOSCA to Compose

What the backend `compose` makes of a topology. This page is generated from the code:
`python -m provisioners.backends.compose.mapping > docs/mapping.md`; a test holds it current.

A deployment becomes one Compose project, and one file that is applied at once. Names derive from the deployment, the
node's address and its generation. Every container, volume, network and built image carries the labels
`toposmith.deployment` and `toposmith.address`; what has no such label is never touched.
"""

ARTIFACTS = {
    DOCKER_IMAGE: ("`image`", "Pulled when the engine lacks it. The name includes the registry."),
    DOCKERFILE: (
        "`image`, built before",
        "Made from the files of the template's archive below `context` and nothing else, by the classic builder. The "
        "name holds a digest of their content, so the same content is not built again. All files get mode 0755.",
    ),
}

PROPERTIES = {
    "command": ("`command`", "A list of arguments, without a shell."),
    "entrypoint": ("`entrypoint`", "A list of arguments, without a shell."),
    "environment": ("`environment`", "A value with a secret part becomes a place-holder (see below)."),
    "ports": (
        "`ports`",
        "Published on 127.0.0.1 unless `address` says otherwise; without `published` the engine chooses.",
    ),
    "secrets": ("`secrets`", "Files below `/run/secrets`, readable by every user of the container."),
    "files": ("`configs`", "Files at their absolute path, readable by every user of the container."),
    "health_check": ("`healthcheck`", "`CMD` with the command; its times and `retries`."),
    "restart": ("`restart`", "`unless-stopped` where nothing is said."),
    "user": ("`user`", ""),
    "working_dir": ("`working_dir`", ""),
    "read_only": ("`read_only`", "Not together with `secrets` or `files` (TS805)."),
    "stop_grace_period": ("`stop_grace_period`", ""),
    "cpus": ("`deploy.resources.limits.cpus`", ""),
    "memory": ("`deploy.resources.limits.memory`", "In bytes."),
    "privileged": ("`privileged`", "Needs a right."),
    "host_network": ("`network_mode: host`", "Needs a right; not together with `ports` or networks (TS809)."),
    "host_pid": ("`pid: host`", "Needs a right."),
    "host_ipc": ("`ipc: host`", "Needs a right."),
    "added_capabilities": ("`cap_add`", "Needs a right."),
    "devices": ("`devices`", "Needs a right."),
}
"""The properties of ``toposmith.nodes.Container``, each with its key and a note."""

REST = {
    "capability `scalable`": (
        "`deploy.replicas`",
        "`default_instances`, else `min_instances`, else 1. Not together with a fixed host port (TS804).",
    ),
    "capability `endpoint`": ("label `toposmith.scheme`", "Its `protocol` is that of the attribute `url`."),
    "requirement towards a container": (
        "`depends_on`",
        "`service_healthy` where the target has a health check, else `service_started`. Both always share a network.",
    ),
    "requirement towards a volume": ("`volumes`", "At the relationship's `location`."),
    "requirement towards a host path": ("`volumes`, a bind mount", "At the relationship's `location`; needs a right."),
    "requirement towards a network": ("`networks`", "Without any, a container joins the deployment's default network."),
    "requirement towards a runtime": ("nothing", "The target's engine is the runtime."),
    "`deletion_policy` of a volume": (
        "nothing",
        "Asked when the volume is deleted: `retain` leaves it, `delete` removes it, `snapshot` is refused (TS806).",
    ),
    "`cidr`, `gateway_ip`, `ip_version`, `internal` of a network": (
        "`ipam`, `enable_ipv6`, `internal`",
        "`cidr` needs the right `host-network`, since it becomes a route of the host.",
    ),
    "operations of interfaces": ("nothing", "Not run; said as a warning (TS813)."),
}

VALUES = """\
## Values

- Text of a template is never interpolated: `$` becomes `$$`.
- A value with a secret part becomes a variable, `${TOPOSMITH_S_...?}`, that only the environment of the command holds.
  A label with a keyed digest makes a changed secret recreate its containers.
- `address`, `private_address`, `hostname` and an endpoint's `ip_address` are the service's name, known before apply.
- `url`, `public_address` and `published_ports` (`published_ports.80/tcp`) are known before apply where the host port is
  fixed. One that the engine chooses is known afterwards: outputs may use it, other containers may not (TS803).
"""

CHANGES = """\
## Changes

- The number of containers and their order change in place; any other change of a container replaces it.
- Volumes and networks are never changed in place. A replacement has another name, by its generation.
- A volume that is replaced or deleted follows its deletion policy. The plan says so beforehand.
- A volume that was left behind is taken up again, with its data, when the deployment wants its address again.
"""


def mapping_page() -> str:
    """The whole page in Markdown."""
    made = {name: found for name, found in SUPPORT.items() if found.kind is not Kind.UNSUPPORTED}
    refused = {name: found for name, found in SUPPORT.items() if found.kind is Kind.UNSUPPORTED}
    parts = [
        INTRODUCTION,
        "## Node types\n\nTypes derived from these become the same.\n",
        _table(("type", "becomes"), ((f"`{name}`", found.note) for name, found in made.items())),
        "These are refused (TS801):\n",
        _table(("type", "instead"), ((f"`{name}`", found.note) for name, found in refused.items())),
        "## Artifacts\n",
        _table(("type", "becomes", "note"), ((f"`{name}`", *row) for name, row in ARTIFACTS.items())),
        "## Properties of containers\n",
        _table(("property", "becomes", "note"), ((f"`{name}`", *row) for name, row in PROPERTIES.items())),
        "## All else\n",
        _table(("in the template", "becomes", "note"), ((name, *row) for name, row in REST.items())),
        VALUES,
        CHANGES,
        "## Rights\n\nEach is refused at the template's line unless the target grants it.\n",
        _table(("right", "code", "without it"), _right_rows()),
    ]
    return "\n".join(parts)


def _right_rows() -> Iterable[tuple[str, str, str]]:
    return ((f"`{right}`", RIGHT_CODES[right], CATALOGUE[RIGHT_CODES[right]].title) for right in Right)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    sys.stdout.write(mapping_page())
