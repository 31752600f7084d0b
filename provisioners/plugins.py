"""Finds what is installed under an entry point group, Toposmith's own and what third parties bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any


class UnknownPlugin(LookupError):
    """Nothing of that name is installed, or what is installed cannot be used."""


@dataclass(frozen=True, slots=True)
class Plugins:
    """The plug-ins of one group: ``noun`` is what one is called, ``version`` that of the contract they are made for."""

    group: str
    noun: str
    version: int

    def names(self) -> tuple[str, ...]:
        """The names of all that is installed, sorted."""
        return tuple(sorted({entry.name for entry in self._entries()}))

    def load(self, name: str) -> Any:
        """The object of that name, not yet looked at beyond its name and version.

        Raises :class:`UnknownPlugin` with a sentence for the user when there is none, when it cannot be imported, or
        when it was written for another version of the contract.
        """
        found = [entry for entry in self._entries() if entry.name == name]
        if not found:
            raise UnknownPlugin(
                f"there is no {self.noun} {name!r}; installed: {', '.join(self.names()) or 'none'}",
            )
        if len({entry.value for entry in found}) > 1:
            raise UnknownPlugin(f"several installed packages offer a {self.noun} {name!r}; remove all but one")
        return self._checked(found[0])

    def _entries(self) -> Iterable[EntryPoint]:
        return entry_points(group=self.group)

    def _checked(self, entry: EntryPoint) -> Any:
        try:
            plugin = entry.load()
        except (ImportError, AttributeError) as error:
            raise UnknownPlugin(f"the {self.noun} {entry.name!r} cannot be loaded: {error}") from error
        version = getattr(plugin, "contract_version", None)
        if version != self.version:
            raise UnknownPlugin(
                f"the {self.noun} {entry.name!r} is made for version {version} of the contract, not {self.version}"
            )
        if plugin.name != entry.name:
            raise UnknownPlugin(f"the {self.noun} {entry.name!r} calls itself {plugin.name!r}")
        return plugin
