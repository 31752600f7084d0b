"""Every manifest is one of the API of each version, from 1.25 to the newest that has a schema: strictly."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from provisioners.backends.contract import Right
from provisioners.backends.kubernetes import backend
from provisioners.backends.kubernetes.render import FILE
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.backends.kubernetes.rich import rich_graph

SCHEMAS = Path(kubernetes_validate.__file__).with_name("kubernetes-json-schema")
VERSIONS = sorted(
    (match[1] for path in SCHEMAS.iterdir() if (match := re.fullmatch(r"v(\d+\.\d+)\.\d+-local-strict", path.name))),
    key=lambda text: tuple(map(int, text.split("."))),
)
RUNTIME = {"sandbox_runtime": "gvisor"}
TARGETS: dict[str, dict[str, str]] = {
    "plain": RUNTIME,
    "shared namespace": {**RUNTIME, "namespace": "team", "storage_class": "fast", "ingress_class": "nginx"},
    "load balancers": {
        **RUNTIME,
        "published_by": "LoadBalancer",
        "pull_secret": "registry",
        "shared_volumes": "ReadWriteMany",
    },
    "gateway": {**RUNTIME, "gateway": "infra/outside", "registry": "registry.example:5000"},
}
SCHEMA_CONTENTS = cache(kubernetes_validate.utils.schema_contents)
WITHOUT_SCHEMA = {"HTTPRoute"}
"""Kinds that are no part of Kubernetes itself."""


def manifests(options: dict[str, str]) -> list[dict[str, Any]]:
    found = backend.render(rich_graph(), context(*Right, options=options))
    assert not [each for each in found.diagnostics if each.is_error]
    return list(yaml.safe_load_all(found.files[FILE]))


def test_there_are_schemas_of_every_version() -> None:
    assert VERSIONS[0] == "1.25"
    assert len(VERSIONS) >= 13


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package reads megabytes of definitions for each object."""
    monkeypatch.setattr(kubernetes_validate.utils, "schema_contents", SCHEMA_CONTENTS)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_manifest_is_valid(version: str) -> None:
    every = {repr(manifest): manifest for options in TARGETS.values() for manifest in manifests(options)}
    for manifest in every.values():
        if manifest["kind"] not in WITHOUT_SCHEMA:
            kubernetes_validate.validate(manifest, version, strict=True)


def test_the_schemas_are_strict() -> None:
    wrong = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "x"}, "spec": {"prots": []}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSIONS[-1], strict=True)


def test_every_kind_is_there() -> None:
    kinds = {each["kind"] for options in TARGETS.values() for each in manifests(options)}
    assert kinds == {
        *("Namespace", "ServiceAccount", "ConfigMap", "Secret", "PersistentVolumeClaim", "NetworkPolicy", "Service"),
        *("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"),
        *("HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress", "HTTPRoute"),
    }


def test_no_name_is_taken_twice() -> None:
    for options in TARGETS.values():
        names = [(each["kind"], each["metadata"]["name"]) for each in manifests(options)]
        assert len(set(names)) == len(names)
