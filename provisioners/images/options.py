"""What a target says of images: its registry, who may read and write there, and where images are made."""

from collections.abc import Mapping

from provisioners.backends.contract import Endpoint, Option

_REGISTRY_PATTERN = r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*"

REGISTRY = Option(
    "The registry that takes the images which are made, with a folder in it where wanted: HOST[:PORT][/PATH].",
    _REGISTRY_PATTERN,
    schemes=("https",),
)
PRIVATE_REGISTRY = Option(
    "The registry that the credential's user and password let in at: HOST[:PORT].",
    _REGISTRY_PATTERN,
    schemes=("https",),
)
BUILDER = Option(
    "The endpoint of a Docker Engine that makes images: unix:///PATH or tcp://HOST:PORT.",
    r"(unix:///\S+|tcp://\S+)",
    schemes=("unix", "tcp"),
)

REGISTRY_FIELDS = frozenset({"registry_username", "registry_password"})
"""The credential's fields that let in at the registry."""

BUILDER_FIELDS = {"builder_ca": "ca", "builder_cert": "cert", "builder_key": "key"}
"""The credential's fields for a builder on another host, each with the one that an engine has for it."""


def builder_options() -> Mapping[str, Option]:
    """The options of a platform that takes images from a registry and does not make them itself."""
    return {"registry": REGISTRY, "builder": BUILDER}


def builder_of(endpoint: Endpoint) -> Endpoint | None:
    """The Docker Engine that makes a target's images; None where the target names none."""
    url = endpoint.options.get("builder")
    if not url:
        return None
    fields = {
        name: endpoint.credential[field] for field, name in BUILDER_FIELDS.items() if field in endpoint.credential
    }
    return Endpoint(url, fields)
