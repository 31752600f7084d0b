"""Finding what is installed by entry points."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from provisioners import plugins
from provisioners.plugins import Plugins, UnknownPlugin

GROUP, VERSION = "toposmith.things", 3
THINGS = Plugins(GROUP, "thing", VERSION)

good = SimpleNamespace(name="good", contract_version=VERSION)
newer = SimpleNamespace(name="newer", contract_version=VERSION + 1)
unversioned = SimpleNamespace(name="unversioned")
liar = SimpleNamespace(name="somebody else", contract_version=VERSION)

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    def these(*entries: tuple[str, str]) -> None:
        found = [EntryPoint(name, value, GROUP) for name, value in entries]
        monkeypatch.setattr(plugins, "entry_points", lambda group: found if group == GROUP else [])

    return these


def here(attribute: str) -> str:
    return f"{__name__}:{attribute}"


def test_a_name_finds_its_plugin(install: Install) -> None:
    install(("good", here("good")), ("newer", here("newer")))
    assert THINGS.names() == ("good", "newer")
    assert THINGS.load("good").name == "good"


def test_an_unknown_name_lists_what_there_is(install: Install) -> None:
    install(("good", here("good")))
    with pytest.raises(UnknownPlugin, match="there is no thing 'bad'; installed: good"):
        THINGS.load("bad")
    install()
    with pytest.raises(UnknownPlugin, match="installed: none"):
        THINGS.load("bad")


@pytest.mark.parametrize(("name", "version"), [("newer", str(VERSION + 1)), ("unversioned", "None")])
def test_another_version_of_the_contract_is_refused(install: Install, name: str, version: str) -> None:
    install((name, here(name)))
    with pytest.raises(UnknownPlugin, match=f"made for version {version} of the contract, not {VERSION}"):
        THINGS.load(name)


@pytest.mark.parametrize("value", ["no.such.module:thing", f"{__name__}:nothing"])
def test_what_cannot_be_imported_is_said(install: Install, value: str) -> None:
    install(("broken", value))
    with pytest.raises(UnknownPlugin, match="'broken' cannot be loaded"):
        THINGS.load("broken")


def test_one_name_has_one_owner(install: Install) -> None:
    install(("good", here("good")), ("good", here("liar")))
    with pytest.raises(UnknownPlugin, match="several installed packages"):
        THINGS.load("good")
    install(("good", here("good")), ("good", here("good")))
    assert THINGS.load("good") is not None


def test_a_plugin_goes_by_its_own_name(install: Install) -> None:
    install(("liar", here("liar")))
    with pytest.raises(UnknownPlugin, match="calls itself 'somebody else'"):
        THINGS.load("liar")
