"""Locks follow pyproject.toml, and every dependency has its reason written down."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
DECLARED = {
    "base": PROJECT["dependencies"],
    "server": [*PROJECT["dependencies"], *EXTRAS["server"]],
    "dev": [*PROJECT["dependencies"], *EXTRAS["server"], *EXTRAS["dev"]],
}
PINNED = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;]+)", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return {canonicalize_name(found["name"]): found["version"] for found in PINNED.finditer(text)}


@pytest.mark.parametrize("lock", ["base", "server", "dev"])
def test_each_declared_dependency_is_locked_at_a_version_it_allows(lock: str) -> None:
    pins = locked(lock)
    for line in DECLARED[lock]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)]), f"{line}: run `make lock`"


@pytest.mark.parametrize("lock", ["base", "server", "build", "node"])
def test_locks_agree_with_each_other(lock: str) -> None:
    everything = locked("dev")
    differing = {name: pin for name, pin in locked(lock).items() if everything.get(name, pin) != pin}
    assert differing == {}


@pytest.mark.parametrize("lock", ["base", "server", "dev", "build", "node"])
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert len(re.findall(r"==\S+.*\\\n    --hash=sha256:", text)) == len(locked(lock))
    assert "://" not in text


def test_every_python_dependency_has_a_reason() -> None:
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    names = {Requirement(line).name for line in DECLARED["dev"]}
    assert {name for name in names if name not in reasons} == set()


def test_every_package_of_the_front_end_has_a_reason() -> None:
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    package = json.loads((ROOT / "webui" / "frontend" / "package.json").read_text())
    names = {*package["dependencies"], *package["devDependencies"]}
    grouped = {name for name in names if name.startswith("@") and f"{name.split('/')[0]}/\\*" in reasons}
    assert {name for name in names - grouped if name not in reasons} == set()


def test_the_front_ends_lock_names_no_address() -> None:
    assert "resolved" not in (ROOT / "webui" / "frontend" / "package-lock.json").read_text()
