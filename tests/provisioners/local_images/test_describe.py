"""What an image says of itself."""

from typing import Any

import pytest

from provisioners.local_images.describe import describe
from provisioners.local_images.image import Image, ImageRefused
from provisioners.outputs.contract import LocalImage
from tests.provisioners.local_images.making import file, image, layer


def test_everything() -> None:
    config = {"Entrypoint": ["/a"], "Cmd": ["b"], "Env": ["A=b=c", "D"], "User": "web", "WorkingDir": "/srv"}
    found = image(
        layer(file("etc/passwd", "old"), file("./etc/group", "g")), layer(file("etc/passwd", "new")), config=config
    )
    assert describe(found) == LocalImage(("/a",), ("b",), {"A": "b=c", "D": ""}, "web", "/srv", "new", "g")


@pytest.mark.parametrize("config", [{}, {"Entrypoint": None, "Cmd": None, "Env": None, "User": None}])
def test_nothing(config: dict[str, Any]) -> None:
    assert describe(image(config=config)) == LocalImage()


@pytest.mark.parametrize("gone", ["etc/.wh.passwd", "etc/.wh..wh..opq"])
def test_users_that_a_later_layer_removed(gone: str) -> None:
    found = describe(image(layer(file("etc/passwd", "old"), file("etc/group", "g")), layer(file(gone))))
    assert found.passwd == ""


@pytest.mark.parametrize("config", [{"Cmd": "sh"}, {"Env": [1]}, {"Entrypoint": {"a": 1}}])
def test_what_is_no_list_of_texts(config: dict[str, Any]) -> None:
    with pytest.raises(ImageRefused, match="is no list of texts"):
        describe(image(config=config))


def test_a_configuration_that_is_none() -> None:
    with pytest.raises(ImageRefused, match="does not hold what it should"):
        describe(Image({"config": [1]}, ()))
