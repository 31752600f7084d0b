import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.csar.meta import read_meta, write_meta

FILE = "a.csar/TOSCA-Metadata/TOSCA.meta"
FULL = """\
TOSCA-Meta-File-Version: 1.1
CSAR-Version: 1.1
Created-By: OASIS TOSCA TC
Entry-Definitions: definitions/tosca_elk.yaml
Other-Definitions: definitions/tosca_moose.yaml
 definitions/tosca_deer.yaml "a b.yaml"

Name: files/image.img
Content-Type: application/octet-stream
"""


def said(text):
    meta, found = read_meta(text.encode(), FILE)
    assert found == ()
    return meta


def faults(text):
    """Severity, line, column and the width of each fault's place."""
    _, found = read_meta(text.encode(), FILE)
    assert {item.code for item in found} <= {"TS288"}
    return [(item.severity.value, item.span.line, item.span.column, item.span.end_column) for item in found]


def test_the_first_block():
    meta = said(FULL)
    assert (meta.csar_version, meta.file_version, meta.created_by) == ("1.1", "1.1", "OASIS TOSCA TC")
    assert meta.entry == "definitions/tosca_elk.yaml"
    assert [path for path, _ in meta.others] == [
        "definitions/tosca_moose.yaml",
        "definitions/tosca_deer.yaml",
        "a b.yaml",
    ]


def test_every_path_has_its_place():
    meta = said(FULL)
    assert (meta.entry_span.line, meta.entry_span.column, meta.entry_span.end_column) == (4, 20, 46)
    assert [(span.line, span.column, span.end_column) for _, span in meta.others] == [
        (5, 20, 48),
        (6, 2, 29),
        (6, 30, 40),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "CSAR-Version: 2.0\nEntry-Definitions: a/b.yaml\n",
        "\ufeffCSAR-Version: 2.0\r\nEntry-Definitions:a/b.yaml\r\n\r\n???\r\n",
        "\n\nCSAR-Version :2.0\nEntry-Definitions:\n a/b\n   .yaml   \n",
    ],
)
def test_the_ways_to_write_one_thing(text):
    assert (said(text).csar_version, said(text).entry) == ("2.0", "a/b.yaml")


def test_names_of_others_are_let_be():
    assert said("CSAR-Version: 1.1\nETSI-Entry-Manifest: vnf.mf\nEntry-Definitions: a.yaml\n").entry == "a.yaml"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Entry-Definitions: a.yaml\n", [("warning", 1, 1, 1)]),
        ("CSAR-Version: 1.2\n", [("error", 1, 15, 18)]),
        ("CSAR-Version:\n", [("error", 1, 1, 13)]),
        ("CSAR-Version: 1.1\nTOSCA-Meta-File-Version: 2.0\n", [("error", 2, 26, 29)]),
        ("CSAR-Version, 1.1\nCreated-By: x\n", [("error", 1, 1, 18)]),
        (" CSAR-Version: 1.1\n", [("error", 1, 2, 19)]),
        (": 1.1\nCSAR-Version: 1.1\n", [("error", 1, 1, 6)]),
        ("CSAR-Version: 1.1\nA: 1\nB: 2\nA: 3\n", [("error", 4, 1, 2)]),
        ("CSAR-Version: 1.1\nEntry-Definition: a.yaml\n", [("error", 2, 1, 17)]),
        ('CSAR-Version: 1.1\nOther-Definitions: a.yaml "b c.yaml\n', [("error", 2, 27, 28)]),
        ("CSAR-Version: 1.1\nA: 1\nA: 2\nno\nA: 3\n", [("error", 3, 1, 2), ("error", 4, 1, 3), ("error", 5, 1, 2)]),
    ],
)
def test_every_fault_has_its_place(text, expected):
    found = faults(text)
    assert [item for item in found if item[0] != "warning"] == [item for item in expected if item[0] != "warning"]
    assert set(expected) <= set(found)


def test_a_name_that_stands_twice_says_where_it_stood_first():
    _, (found,) = read_meta(b"CSAR-Version: 1.1\nA: 1\nA: 2\n", FILE)
    assert (found.related[0].span.line, found.message) == (2, "The name 'A' stands twice.")


def test_what_is_no_text_or_far_too_much():
    for content in (b"CSAR-Version: \xff", b"A: 1\n" * 20_000):
        meta, (found,) = read_meta(content, FILE)
        assert (meta, found.code, found.span.file) == (None, "TS288", FILE)


def test_very_many_faults_are_cut():
    assert len(read_meta(b"no\n" * 10_000, FILE)[1]) == 100


@given(st.text('aE:\n \r"-\u2028\x85é', max_size=60) | st.binary(max_size=60))
def test_any_content_is_read_and_every_place_is_in_it(content):
    text = content if isinstance(content, bytes) else content.encode()
    _, found = read_meta(text, FILE)
    lines = text.decode("utf-8", "replace").split("\n")
    for item in found:
        assert 1 <= item.span.line <= len(lines)
        assert 1 <= item.span.column <= item.span.end_column <= len(lines[item.span.line - 1]) + 1


@pytest.mark.parametrize(("csar_version", "file_version"), [("1.1", "1.1"), ("1.1", "1.0"), ("2.0", None)])
def test_what_is_written_is_read_again(csar_version, file_version):
    content = write_meta("a b/c.yaml", csar_version=csar_version, file_version=file_version, created_by="Me: myself")
    meta = said(content.decode())
    assert (meta.csar_version, meta.file_version, meta.created_by) == (csar_version, file_version, "Me: myself")
    assert (meta.entry, meta.others) == ("a b/c.yaml", ())
