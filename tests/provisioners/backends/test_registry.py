"""Finding installed backends by their entry points."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from provisioners.backends import registry
from provisioners.backends.contract import CONTRACT_VERSION
from provisioners.backends.registry import GROUP, UnknownBackend, backend_names, load_backend

good = SimpleNamespace(name="good", contract_version=CONTRACT_VERSION)
newer = SimpleNamespace(name="newer", contract_version=CONTRACT_VERSION + 1)
unversioned = SimpleNamespace(name="unversioned")
liar = SimpleNamespace(name="somebody else", contract_version=CONTRACT_VERSION)

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    def these(*entries: tuple[str, str]) -> None:
        found = [EntryPoint(name, value, GROUP) for name, value in entries]
        monkeypatch.setattr(registry, "entry_points", lambda group: found if group == GROUP else [])

    return these


def here(attribute: str) -> str:
    return f"{__name__}:{attribute}"


def test_the_fake_one_of_the_tests_is_found_by_its_real_entry_point() -> None:
    assert "fake" in backend_names()
    assert load_backend("fake").unit == "node"


def test_a_name_finds_its_backend(install: Install) -> None:
    install(("good", here("good")), ("newer", here("newer")))
    assert backend_names() == ("good", "newer")
    assert load_backend("good").name == "good"


def test_an_unknown_name_lists_what_there_is(install: Install) -> None:
    install(("good", here("good")))
    with pytest.raises(UnknownBackend, match="there is no backend 'bad'; installed: good"):
        load_backend("bad")
    install()
    with pytest.raises(UnknownBackend, match="installed: none"):
        load_backend("bad")


@pytest.mark.parametrize(("name", "version"), [("newer", str(CONTRACT_VERSION + 1)), ("unversioned", "None")])
def test_another_version_of_the_contract_is_refused(install: Install, name: str, version: str) -> None:
    install((name, here(name)))
    with pytest.raises(UnknownBackend, match=f"made for version {version} of the contract, not {CONTRACT_VERSION}"):
        load_backend(name)


@pytest.mark.parametrize("value", ["no.such.module:backend", f"{__name__}:nothing"])
def test_what_cannot_be_imported_is_said(install: Install, value: str) -> None:
    install(("broken", value))
    with pytest.raises(UnknownBackend, match="'broken' cannot be loaded"):
        load_backend("broken")


def test_one_name_has_one_owner(install: Install) -> None:
    install(("good", here("good")), ("good", here("liar")))
    with pytest.raises(UnknownBackend, match="several installed packages"):
        load_backend("good")
    install(("good", here("good")), ("good", here("good")))
    assert load_backend("good") is not None


def test_a_backend_goes_by_its_own_name(install: Install) -> None:
    install(("liar", here("liar")))
    with pytest.raises(UnknownBackend, match="calls itself 'somebody else'"):
        load_backend("liar")
