import io
import zipfile

import pytest

from topology.errors import Refused
from topology.stored_files import LIMITS, TEMPLATE_SIZE, checked_files, choose_entry, unpacked

META = "TOSCA-Metadata/TOSCA.meta"


def code_of(call, *arguments: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*arguments)
    return refused.value.code


def test_paths_are_normalised() -> None:
    assert checked_files({"./a//b.yaml": b"x", "c": b""}) == {"a/b.yaml": b"x", "c": b""}


@pytest.mark.parametrize(
    "path", ["", "/", ".", "..", "../a", "a/../../b", "/etc/passwd", "a\\b", "a\0b", "C:/x", "a" * 501, "a\nb"]
)
def test_paths_that_no_file_should_have_are_refused(path: str) -> None:
    assert code_of(checked_files, {path: b"x"}) == "path_refused"


def test_paths_that_clash_are_refused() -> None:
    assert code_of(checked_files, {"a/b": b"", "a//b": b""}) == "path_refused"
    assert code_of(checked_files, {"a": b"", "a/b": b""}) == "path_refused"


def test_the_size_of_templates_and_of_all_is_limited() -> None:
    checked_files({"a.yaml": b"x" * TEMPLATE_SIZE, "b.bin": b"x" * (TEMPLATE_SIZE + 1)})
    half = b"x" * (LIMITS.file_size)

    assert code_of(checked_files, {"a.YAML": b"x" * (TEMPLATE_SIZE + 1)}) == "too_large"
    assert code_of(checked_files, {"a.bin": half + b"x"}) == "too_large"
    assert code_of(checked_files, {"a": half, "b": half, "c": half}) == "too_large"


def test_the_number_of_files_is_limited() -> None:
    checked_files({str(number): b"" for number in range(LIMITS.files)})

    assert code_of(checked_files, {str(number): b"" for number in range(LIMITS.files + 1)}) == "too_many_files"
    assert code_of(checked_files, {}) == "no_files"


@pytest.mark.parametrize(
    ("files", "wanted", "expected"),
    [
        ({"a.yaml": b""}, None, "a.yaml"),
        ({"a.yaml": b"", "b/c.yaml": b""}, None, "a.yaml"),
        ({"a.yaml": b"", "b.yaml": b""}, "b.yaml", "b.yaml"),
        ({"a.yaml": b"", "b/c.yaml": b""}, "./b//c.yaml", "b/c.yaml"),
        ({"a.yaml": b""}, "", "a.yaml"),
        ({"a.yaml": b"", "b/c.yaml": b"", META: b"Entry-Definitions: b/c.yaml"}, None, "b/c.yaml"),
    ],
)
def test_the_entry_is_the_one_named_or_the_only_one(files: dict, wanted: str | None, expected: str) -> None:
    assert choose_entry(files, wanted) == expected


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"a.yaml": b"", "b.yaml": b""}, None),
        ({"a.txt": b""}, None),
        ({"a.yaml": b""}, "b.yaml"),
        ({"a.yaml": b""}, "../a.yaml"),
        ({"a.yaml": b"", META: b"Entry-Definitions: nothing.yaml"}, None),
    ],
)
def test_an_entry_that_cannot_be_told_is_refused(files: dict, wanted: str | None) -> None:
    assert code_of(choose_entry, files, wanted) == "entry_missing"


def test_an_archive_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a/b.yaml", "x")

    assert unpacked(buffer.getvalue()) == {"a/b.yaml": b"x"}


def test_an_archive_that_swells_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.yaml", b"\0" * (LIMITS.ratio_free_size * 4))

    assert code_of(unpacked, buffer.getvalue()) == "archive_refused"
