"""Makes the examples' own programs importable as `shop` and `relay`, as they are in their containers."""

import sys
from importlib import import_module

from tests.examples.catalogue import TEMPLATES

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


import_programs()
