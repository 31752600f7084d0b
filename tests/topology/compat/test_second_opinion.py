"""tosca-parser in a process of its own: every way in which its run may end is an opinion."""

import sys
import tempfile

import pytest

from topology.compat import OpinionLimits, Outcome, second_opinion

HEAD = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
GOOD = HEAD + "topology_template: { node_templates: { a: { type: tosca.nodes.Compute } } }\n"
CYCLE = (
    HEAD + "node_types:\n  A: { derived_from: B }\n  B: { derived_from: A }\n"
    "topology_template: { node_templates: { a: { type: A } } }\n"
)


def asked(text: str, *, entry: str = "template.yaml", limits: OpinionLimits | None = None, **files: str):
    contents = {f"{name}.yaml": content.encode() for name, content in files.items()}
    return second_opinion({entry: text.encode(), **contents}, entry, limits or OpinionLimits())


def test_it_accepts():
    opinion = asked(GOOD)
    assert (opinion.outcome, opinion.messages) == (Outcome.ACCEPTS, ())
    assert opinion.version.startswith("2.")


def test_it_refuses_with_its_own_words():
    opinion = asked(GOOD.replace("Compute", "Computer"))
    assert opinion.outcome is Outcome.REFUSES
    assert opinion.messages == ('InvalidTypeError: Type "tosca.nodes.Computer" is not a valid type.',)


def test_a_mistake_of_yaml_is_a_refusal():
    opinion = asked(HEAD + "a: [\n")
    assert opinion.outcome is Outcome.REFUSES
    assert opinion.messages[0].startswith("ParserError: ")


@pytest.mark.parametrize("version", ["tosca_2_0", "tosca_simple_yaml_1_1", "tosca_xyz"])
def test_it_does_not_know_the_version(version):
    assert asked(GOOD.replace("tosca_simple_yaml_1_3", version)).outcome is Outcome.VERSION_NOT_SUPPORTED


def test_it_crashes():
    opinion = asked(HEAD + "topology_template: { node_templates: [ a ] }\n")
    assert opinion.outcome is Outcome.CRASHED
    assert opinion.messages == ("TypeError: list indices must be integers or slices, not str",)


def test_it_hangs_and_is_ended():
    opinion = asked(CYCLE, limits=OpinionLimits(cpu_seconds=2))
    assert opinion.outcome is Outcome.TIMED_OUT
    assert opinion.messages == ("it took more than 2 seconds of processor time",)


def test_it_takes_too_long_by_the_clock():
    opinion = asked(CYCLE, limits=OpinionLimits(wall_seconds=0.05))
    assert opinion.messages == ("it did not finish within 0.05 seconds",)


def test_it_takes_too_much_memory():
    text = HEAD + "dsl_definitions: [" + "{a: b}," * 200_000 + "]\n"
    opinion = asked(text, limits=OpinionLimits(memory=160 * 2**20))
    assert opinion.outcome is Outcome.CRASHED
    assert opinion.messages == ("MemoryError: the limit is reached",)


def test_it_reads_what_the_template_imports():
    opinion = asked(
        HEAD + "imports: [ types.yaml ]\ntopology_template: { node_templates: { a: { type: Own } } }\n",
        types=HEAD + "node_types: { Own: { derived_from: tosca.nodes.Root } }\n",
    )
    assert opinion.outcome is Outcome.ACCEPTS


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("http://127.0.0.1:9/types.yaml", "it asked for the address http://127.0.0.1:9/types.yaml"),
        ("file:///etc/hostname", "it asked for the address file:///etc/hostname"),
        ("/etc/passwd", "it asked for the file /etc/passwd"),
        ("../../../../../../etc/passwd", "it asked for the file /etc/passwd"),
    ],
)
def test_nothing_outside_of_the_files_is_opened(place, message):
    opinion = asked(HEAD + f"imports: [ {place} ]\n")
    assert (opinion.outcome, opinion.messages) == (Outcome.STOPPED, (message,))


@pytest.mark.parametrize("entry", ["<stdin>", "folder/template.tosca", "template.YAML"])
def test_any_name_of_the_entry_will_do(entry):
    assert asked(GOOD, entry=entry).outcome is Outcome.ACCEPTS


def test_messages_name_no_folder_of_this_machine():
    opinion = asked(HEAD + "imports: [ missing.yaml ]\n")
    assert opinion.outcome is Outcome.REFUSES
    assert "toposmith-" not in "".join(opinion.messages)


def test_nothing_of_it_reaches_this_process(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    asked(GOOD)
    assert not any(name.startswith("toscaparser") for name in sys.modules)
    assert not list(tmp_path.iterdir())


def test_our_own_fault_is_loud(monkeypatch):
    monkeypatch.setattr("topology.compat.parent._START", "raise SystemExit('no such thing')")
    with pytest.raises(RuntimeError, match="no such thing"):
        asked(GOOD)
