"""``validate --fix``: what is changed, what is left alone, and that a slip that is fixed leaves a valid template."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Fix, Span
from topology.reading import read_template
from topology.sources import MemorySources
from toposmith.cli import fixing
from toposmith.cli.exits import CommandError
from toposmith.cli.fixes import unified
from toposmith.cli.fixing import Change, fix, write
from toposmith.cli.templates import Template, open_template

RIGHT = """\
tosca_definitions_version: tosca_simple_yaml_1_3
imports:
  - toposmith:1.0
node_types:
  shop.Cart:
    derived_from: tosca.nodes.SoftwareComponent
    properties:
      limit:
        type: integer
        status: experimental
        constraints:
          - greater_or_equal: 1
topology_template:
  inputs:
    first_limit:
      type: integer
      default: 5
  node_templates:
    cart:
      type: shop.Cart
      properties:
        limit: { get_input: first_limit }
      requirements:
        - host: machine
      interfaces:
        Standard:
          operations:
            configure: configure.sh
    machine:
      type: tosca.nodes.Compute
      capabilities:
        scalable:
          properties: { min_instances: 1 }
    data:
      type: toposmith.nodes.Volume
      properties: { deletion_policy: retain }
  groups:
    rack:
      type: tosca.groups.Root
      members: [ machine ]
  policies:
    - spread:
        type: tosca.policies.Placement
        targets: [ machine ]
  outputs:
    policy:
      value: { get_property: [ data, deletion_policy ] }
  workflows:
    again:
      steps:
        configure:
          target: machine
          activities:
            - call_operation: Standard.configure
"""

SLIPS = {
    "a keyname of the file": ("topology_template:", "topology_tempalte:"),
    "a keyname of a node template": ("      requirements:", "      requirments:"),
    "a keyname of a section": ("  node_templates:", "  nodetemplates:"),
    "a keyname of a definition": ("        constraints:", "        constraint:"),
    "the version": ("tosca_simple_yaml_1_3", "tosca_simple_yml_1_3"),
    "a profile": ("- toposmith:1.0", "- toposmtih:1.0"),
    "a type": ("type: toposmith.nodes.Volume", "type: toposmith.nodes.Volmue"),
    "a type in quotes": ("type: toposmith.nodes.Volume", "type: 'toposmith.nodes.Volmue'"),
    "a type in double quotes": ("type: toposmith.nodes.Volume", 'type: "toposmith.nodes.Volmue"'),
    "the type that another derives from": ("tosca.nodes.SoftwareComponent", "tosca.node.SoftwareComponent"),
    "a type of a property": ("        type: integer", "        type: intger"),
    "a status": ("status: experimental", "status: experimental1".replace("1", "l")),
    "an operator": ("greater_or_equal: 1", "greater_or_eqaul: 1"),
    "an input": ("get_input: first_limit", "get_input: frist_limit"),
    "a property": ("        limit: { get", "        limti: { get"),
    "a property in brackets": ("deletion_policy: retain", "deletoin_policy: retain"),
    "a requirement": ("- host: machine", "- hots: machine"),
    "a target": ("- host: machine", "- host: machnie"),
    "an interface": ("        Standard:", "        Standrad:"),
    "an operation": ("            configure:", "            confgure:"),
    "a capability": ("        scalable:", "        scaleable:"),
    "a property of a capability": ("min_instances", "min_instance"),
    "a member": ("members: [ machine ]", "members: [ machin ]"),
    "a target of a policy": ("targets: [ machine ]", "targets: [ machne ]"),
    "a node in a function": ("[ data, del", "[ dta, del"),
    "a property in a function": ("[ data, deletion_policy ]", "[ data, deletoin_policy ]"),
    "the target of a step": ("target: machine", "target: mcahine"),
}


def fixed(files, folder):
    """The files as ``--fix`` leaves them, and what is still found."""
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = fix(open_template(str(folder / "service.yaml")), "service.yaml")
    for change in done.changes:
        write(change)
    return {name: (folder / name).read_bytes() for name in files}, done.left


def test_the_right_template_is_right():
    assert read_template(MemorySources({"service.yaml": RIGHT.encode()}), "service.yaml").diagnostics == ()


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found_and_fixed(slip, tmp_path):
    right, wrong = SLIPS[slip]
    assert right in RIGHT
    written = {"service.yaml": RIGHT.replace(right, wrong)}
    after, left = fixed(written, tmp_path)
    assert left == ()
    quote = wrong[-1] if wrong[-1] in "'\"" else ""
    kept = right if not quote else f"type: {quote}toposmith.nodes.Volume{quote}"
    assert after["service.yaml"].decode() == RIGHT.replace(right, kept)


def slipped(word, place, kind):
    if kind == "leave out":
        return word[:place] + word[place + 1 :]
    if kind == "double":
        return word[: place + 1] + word[place:]
    return word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]


@given(st.data())
def test_any_slip_in_a_long_word_is_undone(tmp_path_factory, data):
    word = data.draw(st.sampled_from(["node_templates", "topology_template", "deletion_policy", "min_instances"]))
    kind = data.draw(st.sampled_from(["leave out", "double", "swap"]))
    wrong = slipped(word, data.draw(st.integers(0, len(word) - 1)), kind)
    after, left = fixed({"service.yaml": RIGHT.replace(word, wrong)}, tmp_path_factory.mktemp("slip"))
    assert (after["service.yaml"].decode(), left) == (RIGHT, ())


def test_several_mistakes_are_fixed_in_one_go_and_those_that_hide_behind_others_too(tmp_path):
    wrong = RIGHT
    for right, slip in SLIPS.values():
        if "'" not in slip and '"' not in slip and slip.startswith(("  ", "topology", "get_input", "min")):
            wrong = wrong.replace(right, slip)
    after, left = fixed({"service.yaml": wrong}, tmp_path)
    assert (after["service.yaml"].decode(), left) == (RIGHT, ())


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_are_kept(end, mark, tmp_path):
    right = mark + RIGHT.replace("\n", end)
    after, _ = fixed({"service.yaml": right.replace("get_input: first", "get_input: frist")}, tmp_path)
    assert after["service.yaml"] == right.encode()


@pytest.mark.parametrize(
    ("right", "beside"),
    [
        ("      properties: { deletion_policy: retain }", "      propertis: {}"),
        (
            "      properties: { deletion_policy: retain }",
            "      properties: { deletion_policy: retain, deletoin_policy: retain }",
        ),
        ("            configure: configure.sh", "            confgure: configure.sh"),
        ("        Standard:", "        Standrad: {}"),
        ("        scalable:", "        scaleable: {}"),
    ],
)
def test_a_slip_beside_the_right_name_is_left_alone(right, beside, tmp_path):
    """Written right, the name would stand there twice."""
    both = beside if "{ del" in beside else f"{beside}\n{right}"
    assert RIGHT.count(right) == 1
    wrong = RIGHT.replace(right, both)
    after, left = fixed({"service.yaml": wrong}, tmp_path)
    assert after["service.yaml"].decode() == wrong
    assert left


def test_a_template_without_mistakes_is_not_touched(tmp_path):
    (tmp_path / "service.yaml").write_text(RIGHT)
    before = (tmp_path / "service.yaml").stat()
    fixed({"service.yaml": RIGHT}, tmp_path)
    assert (tmp_path / "service.yaml").stat().st_ino == before.st_ino


TYPES = "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types: { A: { derivd_from: tosca.nodes.Root } }\n"
IMPORTING = "tosca_definitions_version: tosca_simple_yaml_1_3\nimports: [ types.yaml ]\n"


def test_what_is_imported_is_fixed_too(tmp_path):
    after, left = fixed({"service.yaml": IMPORTING, "types.yaml": TYPES}, tmp_path)
    assert (after["types.yaml"].decode(), left) == (TYPES.replace("derivd", "derived"), ())


def test_a_file_behind_a_link_is_left_alone(tmp_path):
    (tmp_path / "shared.yaml").write_text(TYPES)
    (tmp_path / "types.yaml").symlink_to("shared.yaml")
    _, left = fixed({"service.yaml": IMPORTING}, tmp_path)
    assert [found.code for found in left] == ["TS301"]
    assert (tmp_path / "shared.yaml").read_text() == TYPES
    assert (tmp_path / "types.yaml").is_symlink()


def test_who_may_read_a_file_stays(tmp_path):
    (tmp_path / "service.yaml").write_text(RIGHT)
    (tmp_path / "service.yaml").chmod(0o640)
    fixed({"service.yaml": RIGHT.replace("node_templates", "node_tempaltes")}, tmp_path)
    assert stat.S_IMODE((tmp_path / "service.yaml").stat().st_mode) == 0o640
    assert [place.name for place in tmp_path.iterdir()] == ["service.yaml"]


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_left_behind(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text("a")
    monkeypatch.setattr(fixing.os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(1, "Not permitted")))
    with pytest.raises(CommandError, match=r"^a\.yaml: cannot be written: not permitted$"):
        write(Change(tmp_path / "a.yaml", "a.yaml", "a", "b"))
    assert [place.read_text() for place in tmp_path.iterdir()] == ["a"]


def test_fixes_that_never_end_are_stopped(tmp_path, monkeypatch):
    rounds = []

    def again(found, template, overlay):
        rounds.append(1)
        return [Fix("Again.", Span("service.yaml", 1, 1, 1, 1), "")]

    monkeypatch.setattr(fixing, "_one_round", again)
    fixed({"service.yaml": RIGHT}, tmp_path)
    assert len(rounds) == fixing.MAX_ROUNDS


def test_an_archive_is_not_changed():
    with pytest.raises(CommandError, match=r"^own\.csar: .*archives"):
        fix(Template(MemorySources({}), "service.yaml"), "own.csar")


def test_a_diff_says_where_a_line_has_no_end(tmp_path):
    change = Change(tmp_path / "a", "a", "one\r\ntwo", "one\r\n2")
    assert unified(change) == (
        "--- a\n+++ a\n@@ -1,2 +1,2 @@\n one\r\n-two\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n"
    )
