"""Finds the backends that are installed, Toposmith's own and those of third parties, by their entry points."""

from provisioners.backends.contract import CONTRACT_VERSION, Backend
from provisioners.plugins import Plugins, UnknownPlugin

GROUP = "toposmith.backends"

UnknownBackend = UnknownPlugin

_BACKENDS = Plugins(GROUP, "backend", CONTRACT_VERSION)


def backend_names() -> tuple[str, ...]:
    """The names of all installed backends, sorted."""
    return _BACKENDS.names()


def load_backend(name: str) -> Backend:
    """The installed backend of that name. Raises :class:`UnknownBackend` with a sentence for the user."""
    backend: Backend = _BACKENDS.load(name)
    return backend
