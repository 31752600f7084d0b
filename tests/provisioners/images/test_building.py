"""Only the template's own files are in the context of a build."""

from pathlib import Path

import pytest

from provisioners.backends.contract import Build, PlatformError
from provisioners.images.building import write_context
from tests.provisioners.images.conftest import MakeWork

BUILD = Build("web", "toposmith/shop/web:1", "web/Dockerfile", "web")


def test_only_the_contexts_files_are_written(tmp_path: Path, make_work: MakeWork) -> None:
    files = {"web/Dockerfile": b"1", "web/a/b.sh": b"2", "website/x": b"3", "secret": b"4"}
    write_context(make_work({}, archive=lambda: files), BUILD, tmp_path / "c")
    written = {str(path.relative_to(tmp_path / "c")) for path in (tmp_path / "c").rglob("*") if path.is_file()}
    assert written == {"web/Dockerfile", "web/a/b.sh"}
    assert (tmp_path / "c/web/a/b.sh").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("path", ["web/../../evil", "web/.."])
def test_a_path_out_of_the_archive_is_refused(tmp_path: Path, make_work: MakeWork, path: str) -> None:
    with pytest.raises(PlatformError, match="leads out of it"):
        write_context(make_work({}, archive=lambda: {path: b""}), BUILD, tmp_path / "c")
    assert not (tmp_path / "evil").exists()
