"""Labels of objects on the engine."""

from provisioners.backends.docker_engine.labels import labels


def test_labels_are_escaped() -> None:
    assert labels("shop", "a$b", 3) == {
        "toposmith.deployment": "shop",
        "toposmith.address": "a$$b",
        "toposmith.generation": "3",
    }
