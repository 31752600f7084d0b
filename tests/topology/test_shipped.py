"""The templates that come with the program, as sources and in the wheel."""

import tomllib
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from topology.reading import read_template
from topology.shipped import ENTRIES, FOLDER, ORDER, WithShipped, shipped_files
from topology.sources import MemorySources, SourceRefused

ROOT = Path(__file__).parents[2]
SUBSTITUTES = ROOT / "tosca-templates" / "substitutes"


def test_every_template_of_the_folder_is_there_with_all_of_its_files() -> None:
    assert {path.parent.name for path in SUBSTITUTES.glob("*/template.yaml")} == set(ORDER)
    files = {path.relative_to(SUBSTITUTES).as_posix() for path in SUBSTITUTES.rglob("*") if path.is_file()}
    assert {path.removeprefix(f"{FOLDER}/") for path in shipped_files()} == files
    assert set(ENTRIES) <= shipped_files().keys()


def test_a_template_cannot_replace_them() -> None:
    sources = WithShipped(MemorySources({ENTRIES[0]: b"mine", "own.yaml": b"own"}))
    assert sources.read(ENTRIES[0]) == shipped_files()[ENTRIES[0]]
    assert sources.read(f"x/../{ENTRIES[0]}") == shipped_files()[ENTRIES[0]]
    assert sources.read("own.yaml") == b"own"
    with pytest.raises(FileNotFoundError):
        sources.read(f"{FOLDER}/nowhere.yaml")
    with pytest.raises(SourceRefused):
        sources.read("../own.yaml")


@pytest.mark.parametrize("entry", ENTRIES)
def test_each_is_a_valid_template(entry: str) -> None:
    assert read_template(WithShipped(MemorySources({})), entry).diagnostics == ()


def test_the_wheel_holds_them_where_the_program_looks() -> None:
    builder = WheelBuilder(str(ROOT))
    forced = builder.config.force_include
    assert forced[str(SUBSTITUTES)] == "topology/substitutes"
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert "force-include" in tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    held = {each.distribution_path for each in builder.recurse_forced_files(builder.config.get_force_include())}
    assert {f"topology/substitutes/{path.removeprefix(f'{FOLDER}/')}" for path in shipped_files()} <= held
