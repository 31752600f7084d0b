"""The real reader, asked once for each template: a child process for every test would take most of their time."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from topology import services
from topology.reading import Reading
from topology.sandbox import read_in_child
from topology.values.value import Value

_readings: dict[Any, Reading] = {}


def remembered(
    files: Mapping[str, bytes],
    entry: str,
    inputs: Mapping[str, Value] | None = None,
    *,
    substitutes: Sequence[str] = (),
) -> Reading:
    """What :func:`read_in_child` answers, from memory where it has answered before."""
    question = (tuple(sorted(files.items())), entry, repr(inputs), tuple(substitutes))
    if question not in _readings:
        _readings[question] = read_in_child(files, entry, inputs, substitutes=substitutes)
    return _readings[question]


@pytest.fixture(autouse=True)
def remembering_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """To be imported by a conftest whose tests store many templates."""
    monkeypatch.setattr(services, "read_in_child", remembered)
