from tests.topology.reading_aid import VERSION, codes, graph_of, read
from topology.values.value import Unknown

TYPES = """
interface_types:
  Backup: { derived_from: tosca.interfaces.Root, inputs: { level: { type: integer, default: 1 } },
    operations: { save: { inputs: { to: { type: string } } }, load: {} } }
node_types:
  T:
    derived_from: tosca.nodes.Root
    properties: { place: { type: string, default: here } }
    interfaces:
      Backup:
        type: Backup
        operations:
          save:
            implementation: save.sh
            inputs: { to: { type: string, default: { get_property: [ SELF, place ] } } }
      Standard: { operations: { create: create.sh } }
    artifacts: { tool: { type: Bash, file: tool.sh } }
topology_template:
  node_templates:
    n:
      type: T
      %s
"""


def test_types_give_operations_and_templates_override_them() -> None:
    graph = graph_of(
        TYPES % "interfaces: { Backup: { inputs: { level: 3 }, operations: { load: { implementation: tool, inputs: "
        "{ extra: { get_attribute: [ SELF, state ] } } } } } }"
    )
    backup = graph.nodes["n"].interfaces["Backup"]
    assert backup.type.name == "Backup"
    assert backup.inputs == {"level": 3}
    save, load = backup.operations["save"], backup.operations["load"]
    assert (save.implementation, save.inputs) == ("save.sh", {"level": 3, "to": "here"})
    assert (load.implementation, load.inputs) == ("tool.sh", {"level": 3, "extra": Unknown("n", ("state",))})
    standard = graph.nodes["n"].interfaces["Standard"]
    assert list(standard.operations) == ["create", "configure", "start", "stop", "delete"]
    assert standard.operations["create"].implementation == "create.sh"


def test_unknown_interfaces_and_operations() -> None:
    (found,) = read(TYPES % "interfaces: { Bakcup: { operations: {} } }").diagnostics
    assert (found.code, found.message) == ("TS609", "The node type T has no interface `Bakcup`.")
    assert codes(read(TYPES % "interfaces: { Backup: { operations: { svae: x.sh } } }")) == ["TS609"]


def test_inputs_are_checked_against_their_definitions() -> None:
    assert codes(read(TYPES % "interfaces: { Backup: { inputs: { level: high } } }")) == ["TS501"]


def test_files_are_relative_to_the_file_that_names_them() -> None:
    types = VERSION + (TYPES % "x").partition("topology_template")[0]
    graph = graph_of(
        "imports: [ lib/types.yaml ]\ntopology_template: { node_templates: { n: { type: T } } }\n",
        {"lib/types.yaml": types},
    )
    node = graph.nodes["n"]
    assert node.interfaces["Backup"].operations["save"].implementation == "lib/save.sh"
    assert node.artifacts["tool"].file == "lib/tool.sh"


def test_artifacts_stay_inside_and_images_are_names() -> None:
    image = "{ type: tosca.artifacts.Deployment.Image.Container.Docker, file: registry:5000/a/b:1 }"
    graph = graph_of(TYPES % f"artifacts: {{ image: {image}, far: {{ type: File, file: 'https://example.org/x' }} }}")
    artifacts = graph.nodes["n"].artifacts
    assert artifacts["image"].file == "registry:5000/a/b:1"
    assert artifacts["far"].file == "https://example.org/x"
    for path in ("../x", "/etc/passwd", "a/../../x"):
        assert codes(read(TYPES % f"artifacts: {{ a: {{ type: File, file: {path} }} }}")) == ["TS207"]


def test_artifacts_inherit_what_they_leave_out() -> None:
    tool = graph_of(TYPES % "artifacts: { tool: { deploy_path: /opt } }").nodes["n"].artifacts["tool"]
    assert (tool.file, tool.type.name) == ("tool.sh", "tosca.artifacts.Implementation.Bash")


def test_outputs_times_and_notifications_are_kept() -> None:
    graph = graph_of("""
interface_types:
  Speaking: { derived_from: tosca.interfaces.Root, operations: { say: {} }, notifications: { heard: {} } }
node_types:
  Talker:
    derived_from: tosca.nodes.Root
    attributes: { words: { type: string } }
    interfaces:
      talk:
        type: Speaking
        operations: { say: { implementation: { primary: say.sh, timeout: 5, operation_host: HOST } } }
topology_template:
  node_templates:
    a:
      type: Talker
      interfaces:
        talk:
          operations: { say: { outputs: { text: [ SELF, words ] } } }
          notifications: { heard: { implementation: hear.sh, outputs: { noise: [ SELF, words ] } } }
""")
    talk = graph.nodes["a"].interfaces["talk"]
    say, heard = talk.operations["say"], talk.notifications["heard"]
    assert (say.implementation, say.timeout, say.host) == ("say.sh", 5, "HOST")
    assert say.outputs == {"text": ("SELF", "words")}
    assert (heard.implementation, heard.outputs) == ("hear.sh", {"noise": ("SELF", "words")})


def test_interfaces_of_groups() -> None:
    text = """
interface_types: { Turning: { derived_from: tosca.interfaces.Root, operations: { on: {}, off: {} } } }
group_types:
  Lamps: { derived_from: tosca.groups.Root, interfaces: { turn: { type: Turning } } }
topology_template:
  node_templates: { a: { type: Root } }
  groups: { lamps: { type: Lamps, members: [ a ], interfaces: { turn: { operations: { on: light.sh } } } } }
"""
    found = graph_of(text).groups["lamps"].interfaces["turn"]
    assert {name: operation.implementation for name, operation in found.operations.items()} == {
        "on": "light.sh",
        "off": None,
    }
    assert codes(read(text.replace("turn: { operations", "trun: { operations"))) == ["TS609"]
