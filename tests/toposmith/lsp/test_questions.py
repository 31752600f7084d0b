"""What the child answers to questions about a template whose answers are known."""

from pathlib import Path
from typing import Any

import pytest

from toposmith.lsp.answers import Request, answer

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
TYPES = VERSION + "node_types:\n  shop.Web:\n    derived_from: tosca.nodes.Root\n    description: A shop's web.\n"
TEXT = (
    VERSION
    + """\
imports: [ types.yaml ]
topology_template:
  inputs:
    port: { type: integer }
  node_templates:
    # 💡 the first
    web: { type: shop.Web, description: "💡", requirements: [ dependency: server ] }
    server: { type: tosca.nodes.Compute }
    other: { type: shop.Wep }
  outputs:
    which: { value: { get_input: port } }
"""
)


def ask(
    method: str, word: str = "", *, occurrence: int = 1, name: str = "", encoding: str = "utf-16", **more: str
) -> Any:
    """Ask at the beginning of a word of the text."""
    texts = {"a.yaml": TEXT, "types.yaml": TYPES, **more}
    offset = -1
    for _ in range(occurrence if word else 0):
        offset = texts["a.yaml"].index(word, offset + 1)
    before = texts["a.yaml"][: max(offset, 0)]
    line = before.rpartition("\n")[2]
    units = {"utf-8": len(line.encode()), "utf-16": len(line.encode("utf-16-le")) // 2, "utf-32": len(line)}[encoding]
    return answer(Request(method, None, "a.yaml", texts, encoding, before.count("\n"), units, name))


def shown(found: Any, text: str = TEXT) -> str:
    """The text of a range on one line, counted in UTF-16."""
    start, end = found["start"], found["end"]
    assert start["line"] == end["line"]
    line = text.split("\n")[start["line"]].encode("utf-16-le")
    return line[2 * start["character"] : 2 * end["character"]].decode("utf-16-le")


def test_findings_have_places_and_fixes() -> None:
    (found,) = ask("diagnose")
    assert (found["code"], found["severity"], found["path"]) == ("TS401", 1, "a.yaml")
    assert shown(found["range"]) == "shop.Wep"
    assert found["data"]["edit"]["newText"] == "shop.Web"
    assert shown(found["data"]["edit"]["range"]) == "shop.Wep"


def test_findings_of_an_imported_file_have_its_path() -> None:
    wrong = TYPES.replace("tosca.nodes.Root", "tosca.nodes.Rooot")
    found = ask("diagnose", **{"types.yaml": wrong})
    assert ("types.yaml", "TS401") in [(each["path"], each["code"]) for each in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_are_counted_as_the_editor_does(encoding: str) -> None:
    found = ask("hover", "dependency", encoding=encoding)
    assert "**dependency** (requirement)" in found["contents"]["value"]
    expected = {"utf-8": 3, "utf-16": 1, "utf-32": 0}[encoding]
    line = TEXT.split("\n")[found["range"]["start"]["line"]]
    assert found["range"]["start"]["character"] == line.index("dependency") + expected


def test_a_definition_may_be_in_another_file_or_in_a_profile() -> None:
    found = ask("define", "shop.Web")
    assert (found["path"], shown(found["range"], TYPES)) == ("types.yaml", "shop.Web")
    found = ask("define", "tosca.nodes.Compute")
    assert shown(found["range"], Path(found["path"]).read_text(encoding="utf-8")) == "tosca.nodes.Compute"
    assert shown(ask("define", "port } }")["range"]) == "port"


def test_all_mentions() -> None:
    found = ask("refer", "server ]")
    assert [shown(each["range"]) for each in found] == ["server", "server"]
    assert [each["range"]["start"]["line"] for each in found] == [7, 8]


def test_a_new_name() -> None:
    assert ask("prepare_rename", "server:")["placeholder"] == "server"
    edits = ask("rename", "server:", name="machine")["edits"]
    assert [(shown(each["range"]), each["newText"]) for each in edits] == [("server", "machine")] * 2


@pytest.mark.parametrize(
    ("word", "name", "reason"),
    [
        ("shop.Web", "other", "Only node templates can be renamed"),
        ("server:", "web", "There is a node template `web` already"),
        ("server:", "SELF", "has a meaning of its own"),
        ("server:", "1st", "A name begins with a letter"),
        ("server:", "true", "has a meaning of its own"),
    ],
)
def test_a_name_that_cannot_be_given(word: str, name: str, reason: str) -> None:
    assert reason in ask("rename", word, name=name)["refused"]


def test_a_broken_file_keeps_its_names() -> None:
    broken = TEXT.replace('description: "💡"', "description: [")
    assert "not valid YAML" in ask("rename", "server:", name="machine", **{"a.yaml": broken})["refused"]


@pytest.mark.parametrize(
    ("word", "label"),
    [("shop.Wep", "shop.Web"), ("server ]", "server"), ("port } }", "port"), ("derived", "derived_from")],
)
def test_what_is_offered(word: str, label: str) -> None:
    text = TYPES if word == "derived" else TEXT
    found = ask("complete", word, **{"a.yaml": text})
    assert label in [item["label"] for item in found["items"]]
    item = next(item for item in found["items"] if item["label"] == label)
    assert set(item) >= {"label", "kind", "sortText", "textEdit"}


def test_nothing_is_said_where_nothing_is() -> None:
    assert ask("hover", "# 💡") is None
    assert ask("define", "# 💡") is None
    assert ask("refer", "# 💡") == []
    assert ask("prepare_rename", "# 💡") is None


def test_an_outline() -> None:
    sections = {section["name"]: [child["name"] for child in section["children"]] for section in ask("outline")}
    assert sections == {"inputs": ["port"], "node_templates": ["web", "server", "other"], "outputs": ["which"]}


def test_only_lines_that_change_are_formatted() -> None:
    assert ask("format") == []
    blanks = TEXT.replace("tosca.nodes.Compute }\n", "tosca.nodes.Compute }   \n")
    (edit,) = ask("format", **{"a.yaml": blanks})
    assert edit["newText"] == "    server: { type: tosca.nodes.Compute }"
    assert edit["range"]["start"] == {"line": 8, "character": 0}
