"""Inputs of a deployment: plain values are stored as they are, secret ones only sealed and as a keyed digest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from provisioners.errors import Invalid, Refused
from provisioners.sealing import keyed_digest, seal
from topology.graph.codec import encode_value
from topology.models import TemplateVersion
from topology.selectors import graph_of
from topology.services import read_version
from topology.values.value import Value, as_text

MOST_LEVELS = 50


@dataclass(slots=True)
class DeploymentInputs:
    """Inputs as they are stored: ``plain`` by name, ``sealed`` and ``digests`` by reference."""

    plain: dict[str, Any] = field(default_factory=dict)
    sealed: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


def separate_inputs(version: TemplateVersion, inputs: Mapping[str, Any]) -> DeploymentInputs:
    """The inputs as they are stored. Whether they fit their types is told when a plan is made.

    A secret that comes as it is shown, ``{"secret": "input:NAME"}``, is left out: it keeps its value.
    Raises :class:`Refused` for a name that the template does not have, and for a secret that is not text;
    :class:`Invalid` for a secret that the template's constraints forbid, since nobody can look at it later.
    """
    known = graph_of(version).inputs
    bound = {name for name, one in known.items() if one.secret and one.constraints}
    _check_secrets(version, {name: value for name, value in inputs.items() if name in bound})
    kept = DeploymentInputs()
    for name, value in inputs.items():
        if name not in known:
            raise Refused("input_unknown", f"The template has no input {name!r}.")
        if not known[name].secret:
            kept.plain[name] = encode_value(as_value(value))
        elif value != shown_secret(name):
            _keep_secret(kept, name, value)
    return kept


def _check_secrets(version: TemplateVersion, secrets: Mapping[str, Any]) -> None:
    texts = {name: as_text(value) for name, value in secrets.items() if isinstance(value, str | int | float)}
    if not texts:
        return
    unfit = [finding for finding in read_version(version, inputs=texts).diagnostics if finding.code == "TS532"]
    if unfit:
        raise Invalid("A secret is not as the template wants it.", unfit)


def shown_secret(name: str) -> dict[str, str]:
    """What is shown in the place of a secret input's value."""
    return {"secret": f"input:{name}"}


def as_value(data: Any, *, levels: int = MOST_LEVELS) -> Value:
    """JSON as a value of the graph. Raises :class:`Refused` for what is nested too deep or is no proper text."""
    if not levels:
        raise Refused("input_unfit", f"An input is nested more than {MOST_LEVELS} levels deep.")
    if isinstance(data, Mapping):
        return {_text(key): as_value(item, levels=levels - 1) for key, item in data.items()}
    if isinstance(data, list):
        return tuple(as_value(item, levels=levels - 1) for item in data)
    return _text(data) if isinstance(data, str) else data


def _text(text: str) -> str:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Refused("input_unfit", "An input holds characters that no text can have.")
    return text


def _keep_secret(kept: DeploymentInputs, name: str, value: Any) -> None:
    if not isinstance(value, str | int | float):
        raise Refused("input_unfit", f"The secret input {name!r} must be text.")
    reference, text = f"input:{name}", _text(as_text(value))
    kept.sealed[reference] = seal(text)
    kept.digests[reference] = keyed_digest(text)
