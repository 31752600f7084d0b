"""compile(import(x)) means what x means, for made manifests."""

from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings

from tests.topology.importing.compiling import compiled
from tests.topology.importing.kubernetes.normal import normal
from tests.topology.importing.kubernetes.strategies import manifests
from topology.importing.door import import_files
from topology.sources import MemorySources


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(manifests())
def test_what_is_compiled_means_what_was_imported(made: tuple[list[dict[str, Any]], str]) -> None:
    objects, text = made
    ours = compiled(import_files(MemorySources({"all.yaml": text.encode()}), ["all.yaml"]), "kubernetes")
    documents = yaml.safe_load_all(ours.rendered.files["kubernetes.yaml"])
    assert normal(documents, ours.secrets) == normal(objects, {}), ours.imported.text
