"""Checks that several formats share."""

import pytest

from provisioners.backends.findings import Findings
from provisioners.outputs.limits import image_place, refuse, runtime, texts_of
from provisioners.outputs.reading import Wish
from tests.provisioners.containers.reading import container, topology
from tests.provisioners.graphs import docker_image, node
from tests.provisioners.outputs.rendering import IMAGE, context
from topology.values.value import Value


@pytest.mark.parametrize(
    ("value", "asks"), [(True, True), (False, False), (1, False), (2, True), ((), False), (("a",), True)]
)
def test_what_asks_for_something_is_refused(value: Value, asks: bool) -> None:
    web = node("web", image=IMAGE, lines={("properties", "wish"): 9}, wish=value)
    wish = Wish(Findings(), topology(web), context(), "A format")
    refuse("wish", because="It is so")(wish)
    found = [(each.code, each.span.line, each.message) for each in wish.findings.all()]
    assert found == ([("TS862", 9, "It is so, so the 'wish' of 'web' cannot be kept.")] if asks else [])


def test_every_text_of_a_process_is_looked_at() -> None:
    web = node(
        "web",
        image=IMAGE,
        entrypoint=("a",),
        command=("b",),
        user="c",
        working_dir="d",
        health_check={"command": ("e",)},
    )
    assert [text.plain for _, text in texts_of(container(web))] == ["a", "b", "c", "d", "e"]


def test_no_isolation_needs_no_runtime() -> None:
    assert runtime({"vm_runtime": "kata"}, container(node("web", image=IMAGE))) is None


def test_the_place_of_the_image() -> None:
    web = node("web", artifacts={"program": docker_image(IMAGE)})
    assert image_place(container(web)) == ("artifacts", "program")
