"""The stored form of a plan: JSON with a format version, read strictly."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from provisioners.planning.model import FORMAT_VERSION, Action, Change, DataEffect, Plan, PlannedStep


class PlanFormatError(ValueError):
    """A stored plan that cannot be read: it is broken, or a newer version of Toposmith wrote it."""


def plan_to_json(plan: Plan) -> str:
    """The plan as JSON text, always the same for equal plans."""
    document = {
        "format_version": plan.format_version,
        "changes": [_change_to_data(change) for change in plan.changes],
        "steps": [_step_to_data(step) for step in plan.steps],
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plan_from_json(text: str) -> Plan:
    """The plan that :func:`plan_to_json` wrote. Raises :class:`PlanFormatError`."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise PlanFormatError(f"the stored plan is not JSON: {error}") from error
    _check_version(document)
    _check_keys(document, {"format_version", "changes", "steps"}, "plan")
    return Plan(
        changes=tuple(_change_from_data(item) for item in _list(document["changes"], "changes")),
        steps=tuple(_step_from_data(item) for item in _list(document["steps"], "steps")),
        format_version=document["format_version"],
    )


def _change_to_data(change: Change) -> dict[str, Any]:
    return {
        "address": change.address,
        "node_type": change.node_type,
        "action": str(change.action),
        "reasons": list(change.reasons),
        "data": str(change.data),
        "generation": change.generation,
        "fingerprint": dict(change.fingerprint),
        "unknowns": list(change.unknowns),
    }


def _step_to_data(step: PlannedStep) -> dict[str, Any]:
    return {
        "key": step.key,
        "verb": step.verb,
        "addresses": list(step.addresses),
        "depends_on": list(step.depends_on),
        "title": step.title,
    }


def _change_from_data(data: object) -> Change:
    item = _check_keys(data, {field.name for field in fields(Change)}, "change")
    generation = item["generation"]
    if not isinstance(generation, int) or isinstance(generation, bool) or generation < 1:
        raise PlanFormatError("the generation of a change must be a positive number")
    try:
        action, effect = Action(item["action"]), DataEffect(item["data"])
    except ValueError as error:
        raise PlanFormatError(f"a change cannot be read: {error}") from error
    return Change(
        address=_text(item["address"], "address"),
        node_type=_text(item["node_type"], "node_type"),
        action=action,
        reasons=_texts(item["reasons"], "reasons"),
        data=effect,
        generation=generation,
        fingerprint=_text_map(item["fingerprint"], "fingerprint"),
        unknowns=_texts(item["unknowns"], "unknowns"),
    )


def _step_from_data(data: object) -> PlannedStep:
    item = _check_keys(data, {field.name for field in fields(PlannedStep)}, "step")
    return PlannedStep(
        key=_text(item["key"], "key"),
        verb=_text(item["verb"], "verb"),
        addresses=_texts(item["addresses"], "addresses"),
        depends_on=_texts(item["depends_on"], "depends_on"),
        title=_text(item["title"], "title"),
    )


def _check_version(document: object) -> None:
    version = document.get("format_version") if isinstance(document, Mapping) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise PlanFormatError("the stored plan has no format version")
    if version > FORMAT_VERSION:
        raise PlanFormatError(f"the plan has format {version}; this version of Toposmith reads up to {FORMAT_VERSION}")
    if version < 1:
        raise PlanFormatError(f"there is no plan format {version}")


def _check_keys(data: object, expected: set[str], what: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise PlanFormatError(f"a {what} must be an object")
    if set(data) != expected:
        names = ", ".join(sorted(set(data) ^ expected))
        raise PlanFormatError(f"a {what} has missing or unexpected keys: {names}")
    return data


def _list(data: object, what: str) -> list[object]:
    if not isinstance(data, list):
        raise PlanFormatError(f"{what} must be a list")
    return data


def _text(data: object, what: str) -> str:
    if not isinstance(data, str):
        raise PlanFormatError(f"{what} must be text")
    return data


def _texts(data: object, what: str) -> tuple[str, ...]:
    return tuple(_text(item, what) for item in _list(data, what))


def _text_map(data: object, what: str) -> dict[str, str]:
    if not isinstance(data, Mapping):
        raise PlanFormatError(f"{what} must be an object")
    return {_text(key, what): _text(value, what) for key, value in data.items()}
