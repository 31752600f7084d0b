"""Finds the outputs that are installed, Toposmith's own and those of third parties, by their entry points."""

from provisioners.outputs.contract import CONTRACT_VERSION, Output
from provisioners.plugins import Plugins

GROUP = "toposmith.outputs"

_OUTPUTS = Plugins(GROUP, "output", CONTRACT_VERSION)


def output_names() -> tuple[str, ...]:
    """The names of all installed outputs, sorted."""
    return _OUTPUTS.names()


def load_output(name: str) -> Output:
    """The installed output of that name. Raises :class:`~provisioners.plugins.UnknownPlugin` with a sentence."""
    output: Output = _OUTPUTS.load(name)
    return output
