"""How differences are told, and who else sets fields."""

from typing import Any

import pytest

from provisioners.backends.kubernetes.drift import differences, others


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, ["a.c"]),
        ({"a": 1}, {}, ["a"]),
        ({"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 1}, {"b": 3}]}, ["a[1].b"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a"]),
    ],
)
def test_differences_by_path(before: Any, after: Any, paths: list[str]) -> None:
    assert list(differences(before, after)) == paths


def managed(*entries: tuple[str, str]) -> dict[str, Any]:
    fields = [{"manager": manager, "fieldsV1": {part: {}}} for manager, part in entries]
    return {"metadata": {"managedFields": fields}}


def test_who_else_sets_wishes() -> None:
    found = others(
        managed(
            ("toposmith", "f:spec"),
            ("kubectl-edit", "f:spec"),
            ("kube-controller-manager", "f:spec"),
            ("ingress-controller", "f:status"),
            ("helm", "f:data"),
        )
    )
    assert found == ["helm", "kubectl-edit"]


def test_an_object_that_nobody_manages() -> None:
    assert others({"metadata": {}}) == []
