"""What an image is made from: the context's files, and nothing else of the archive or of this machine."""

from pathlib import Path

import pytest

from provisioners.backends.build_context import write_context
from provisioners.backends.contract import Build, PlatformError

BUILD = Build("web", "toposmith/shop/web:1", "web/Dockerfile", "web")


def test_only_the_contexts_files_are_written(tmp_path: Path) -> None:
    files = {"web/Dockerfile": b"1", "web/a/b.sh": b"2", "website/x": b"3", "secret": b"4"}
    write_context(files, BUILD, tmp_path)
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"web/Dockerfile", "web/a/b.sh"}
    assert (tmp_path / "web/a/b.sh").stat().st_mode & 0o777 == 0o755


def test_the_whole_archive_may_be_the_context(tmp_path: Path) -> None:
    write_context({"Dockerfile": b"1", "a/b": b"2"}, Build("web", "x:1", "Dockerfile", "."), tmp_path)
    assert (tmp_path / "a/b").read_bytes() == b"2"


@pytest.mark.parametrize("path", ["web/../../evil", "web/.."])
def test_a_path_out_of_the_archive_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(PlatformError, match="leads out of it"):
        write_context({path: b""}, BUILD, tmp_path / "c")
    assert not (tmp_path / "evil").exists()
