"""Finds the backends that are installed, Toposmith's own and those of third parties, by their entry points."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from provisioners.backends.contract import CONTRACT_VERSION, Backend

GROUP = "toposmith.backends"


class UnknownBackend(LookupError):
    """No backend of that name is installed, or what is installed cannot be used."""


def backend_names() -> tuple[str, ...]:
    """The names of all installed backends, sorted."""
    return tuple(sorted({entry.name for entry in _entries()}))


def load_backend(name: str) -> Backend:
    """The installed backend of that name.

    Raises :class:`UnknownBackend` with a sentence for the user when there is none, when it cannot be imported, or
    when it was written for another version of the contract.
    """
    found = [entry for entry in _entries() if entry.name == name]
    if not found:
        raise UnknownBackend(f"there is no backend {name!r}; installed: {', '.join(backend_names()) or 'none'}")
    if len({entry.value for entry in found}) > 1:
        raise UnknownBackend(f"several installed packages offer a backend {name!r}; remove all but one")
    return _checked(found[0])


def _entries() -> Iterable[EntryPoint]:
    return entry_points(group=GROUP)


def _checked(entry: EntryPoint) -> Backend:
    try:
        backend: Backend = entry.load()
    except (ImportError, AttributeError) as error:
        raise UnknownBackend(f"the backend {entry.name!r} cannot be loaded: {error}") from error
    version = getattr(backend, "contract_version", None)
    if version != CONTRACT_VERSION:
        raise UnknownBackend(
            f"the backend {entry.name!r} is made for version {version} of the contract, not {CONTRACT_VERSION}"
        )
    if backend.name != entry.name:
        raise UnknownBackend(f"the backend {entry.name!r} calls itself {backend.name!r}")
    return backend
