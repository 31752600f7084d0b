"""The samples: files as people write them, each with the template and the findings that come of them."""

from pathlib import Path

from tests.topology.importing.compiling import import_folder
from topology.importing.door import Imported
from topology.importing.write import SIMPLE_1_3, Version

SAMPLES = Path(__file__).resolve().parents[2] / "scenarios" / "importing"
COMPOSE = sorted(path.name for path in (SAMPLES / "compose").iterdir())
KUBERNETES = sorted(path.name for path in (SAMPLES / "kubernetes").iterdir())
ALL = [*(f"compose/{name}" for name in COMPOSE), *(f"kubernetes/{name}" for name in KUBERNETES)]
TEMPLATE, FINDINGS = "imported.yaml", "findings.txt"


def files_of(folder: Path) -> list[str]:
    """The files to import: a Compose file with what overrides it, or the manifests."""
    names = ("compose.yaml", "compose.override.yaml", "manifests.yaml")
    return [name for name in names if (folder / name).exists()]


def imported(name: str, version: Version = SIMPLE_1_3) -> Imported:
    folder = SAMPLES / name
    return import_folder(folder, *files_of(folder), version=version)


def as_kept(found: Imported, folder: Path) -> tuple[str, str]:
    """The template, without the folder of this machine, and the findings, one to a line."""
    lines = [
        f"{each.span.file}:{each.span.line}:{each.span.column} {each.code} {each.message}" for each in found.diagnostics
    ]
    return (found.text or "").replace(str(folder), "/project"), "".join(f"{line}\n" for line in lines)
