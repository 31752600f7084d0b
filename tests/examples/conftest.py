"""Makes the examples' own programs importable as `shop` and `relay`, as they are in their containers."""

import sys
from importlib import import_module

import pytest

from tests.conftest import missing
from tests.engines.packages import SetUpError
from tests.examples.catalogue import TEMPLATES
from tests.images import example_layers

PROGRAMS = {
    "two-tier-shop/web": ("shop.application", "shop.goods", "shop.pages"),
    "five-services/relay": ("relay.api", "relay.web", "relay.worker"),
}


def import_programs() -> None:
    """Import without leaving byte code in the folders that images are built from."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        for folder, modules in PROGRAMS.items():
            sys.path.append(str(TEMPLATES / folder))
            for module in modules:
                import_module(module)
    finally:
        sys.dont_write_bytecode = before


@pytest.fixture(scope="session")
def example_images(debian_base_image: str) -> tuple[str, ...]:
    """The names of images with all layers of the examples, so that deployments are built from the engine's cache."""
    try:
        return example_layers.ensure()
    except SetUpError as problem:
        missing(str(problem))


import_programs()
