import stat

import pytest
import yaml

from tests.toposmith.cli.templates import BAD, GOOD

PRIVILEGED = GOOD.replace(
    "      properties:\n        ports:", "      properties:\n        privileged: true\n        ports:"
)


@pytest.fixture(autouse=True)
def _templates(tmp_path):
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "privileged.yaml").write_text(PRIVILEGED)


def test_the_file_goes_to_standard_output_and_secrets_stay_place_holders(run):
    ended = run("compile", "--to", "compose", "good.yaml", "--input", "password=hunter2")
    assert ended.returncode == 0
    content = yaml.safe_load(ended.stdout)
    assert set(content["services"]) == {"web", "db"}
    assert content["services"]["web"]["ports"][0]["published"] == "8080"
    assert "hunter2" not in ended.stdout + ended.stderr
    (secret,) = content["secrets"].values()
    assert ended.stderr == f"set the variable {secret['environment']}: made of input:password\n"


def test_inputs_change_what_is_written(run, tmp_path):
    (tmp_path / "inputs.yaml").write_text("port: 9000\n")
    for arguments in (["--input", "port=9000"], ["--input-file", "inputs.yaml"]):
        ended = run("compile", "--to", "compose", "good.yaml", *arguments)
        assert yaml.safe_load(ended.stdout)["services"]["web"]["ports"][0]["published"] == "9000"


def test_an_input_of_the_wrong_type_is_a_finding(run):
    ended = run("compile", "--to", "compose", "good.yaml", "--input", "port=many")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "error[TS5" in ended.stderr


def test_an_input_that_does_not_exist_is_a_wrong_use(run):
    ended = run("compile", "--to", "compose", "good.yaml", "--input", "prot=1")
    assert ended.returncode == 2
    assert "did you mean 'port'?" in ended.stderr


def test_into_a_folder_with_the_known_secrets_beside(run, tmp_path):
    ended = run("compile", "--to", "compose", "good.yaml", "--input", "password=hunter2", "-o", "out")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert "hunter2" not in ended.stderr
    assert "hunter2" not in (tmp_path / "out" / "compose.yaml").read_text()
    private = tmp_path / "out" / ".env"
    assert private.read_text().endswith('="hunter2"\n')
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


def test_into_a_folder_without_the_secret(run, tmp_path):
    ended = run("compile", "--to", "compose", "good.yaml", "-o", "out")
    assert ended.returncode == 0
    assert "made of input:password" in ended.stderr
    assert not (tmp_path / "out" / ".env").exists()


def test_a_right_has_to_be_granted(run):
    refused = run("compile", "--to", "compose", "privileged.yaml")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "error[TS7" in refused.stderr
    assert "--> privileged.yaml:15:21" in refused.stderr
    assert "--grant RIGHT" in refused.stderr
    granted = run("compile", "--to", "compose", "privileged.yaml", "--grant", "privileged")
    assert yaml.safe_load(granted.stdout)["services"]["web"]["privileged"] is True


def test_the_deployments_name(run):
    assert yaml.safe_load(run("compile", "--to", "compose", "good.yaml").stdout)["name"] == "good"
    assert yaml.safe_load(run("compile", "--to", "compose", "-", stdin=GOOD).stdout)["name"] == "topology"
    named = run("compile", "--to", "compose", "good.yaml", "--name", "shop")
    assert yaml.safe_load(named.stdout)["name"] == "shop"


def test_a_template_with_mistakes_is_not_compiled(run):
    ended = run("compile", "--to", "compose", "bad.yaml")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert " --> bad.yaml:5:13\n" in ended.stderr


def test_an_unknown_platform_is_named_with_those_there_are(run):
    ended = run("compile", "--to", "compos", "good.yaml")
    assert ended.returncode == 2
    assert "there is no platform or format 'compos'; installed: " in ended.stderr
    assert "compose, " in ended.stderr


def test_without_a_target_or_a_file_it_is_said(run):
    for arguments, missing in ((["good.yaml"], "--to"), (["--to", "compose"], "FILE")):
        ended = run("compile", *arguments)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert f"required: {missing}" in ended.stderr


def test_platforms_and_formats_are_listed_with_their_options(run):
    ended = run("compile", "--list")
    lines = ended.stdout.splitlines()
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "compose      platform  Compose" in lines
    assert "quadlet      format    Podman Quadlet" in lines
    assert any("--option vm_runtime=...: Podman's runtime" in line for line in lines)
    assert "compose, " in run("compile", "--help").stdout


def test_a_format_is_written_like_a_platform(run, tmp_path):
    ended = run("compile", "--to", "quadlet", "good.yaml", "--input", "password=hunter2", "-o", "out")
    assert ended.returncode == 0
    assert {path.name for path in (tmp_path / "out" / "containers").iterdir()} == {
        "good.web.container",
        "good.db.container",
        "good.default.g0.network",
    }
    assert "hunter2" not in ended.stderr
    assert not any("hunter2" in path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert "run `podman secret create good.web.secret.db_password FILE`: made of input:password\n" in ended.stderr


def test_several_files_need_a_folder(run):
    ended = run("compile", "--to", "quadlet", "good.yaml")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "name a folder with -o" in ended.stderr


def test_what_a_format_cannot_say_is_shown_at_its_line(run, tmp_path):
    (tmp_path / "semicolon.yaml").write_text(
        GOOD.replace(
            "      properties:\n        ports:", "      properties:\n        command: [ a, ; ]\n        ports:"
        )
    )
    ended = run("compile", "--to", "quadlet", "semicolon.yaml", "-o", "out")
    assert (ended.returncode, (tmp_path / "out").exists()) == (1, False)
    assert "error[TS861]: ';' cannot be written into a unit." in ended.stderr
    assert "--> semicolon.yaml:15:" in ended.stderr


def test_options_reach_the_target(run, tmp_path):
    isolated = GOOD + "  policies:\n    - apart: { type: toposmith.policies.Isolation, targets: [ web ] }\n"
    (tmp_path / "isolated.yaml").write_text(isolated)
    refused = run("compile", "--to", "compose", "isolated.yaml")
    assert "error[TS823]" in refused.stderr
    ended = run("compile", "--to", "compose", "isolated.yaml", "--option", "vm_runtime=kata")
    assert yaml.safe_load(ended.stdout)["services"]["web"]["runtime"] == "kata"


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ("vm_runtime", "--option 'vm_runtime': write NAME=VALUE"),
        ("vm=kata", "Compose has no option 'vm'; it has: registry, vm_runtime, sandbox_runtime"),
        ("vm_runtime=a b", "--option vm_runtime: 'a b' does not match"),
    ],
)
def test_an_option_that_is_none(run, option, reason):
    ended = run("compile", "--to", "compose", "good.yaml", "--option", option)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert reason in ended.stderr


def test_images_are_pinned_by_digest(run):
    digest = f"sha256:{'0' * 64}"
    ended = run("compile", "--to", "compose", "good.yaml", "--digest", f"nginx:1.27={digest}")
    assert yaml.safe_load(ended.stdout)["services"]["web"]["image"] == f"nginx@{digest}"
    assert "write IMAGE=DIGEST" in run("compile", "--to", "compose", "good.yaml", "--digest", "nginx").stderr


def test_a_place_that_cannot_be_written(run, tmp_path):
    (tmp_path / "out").write_text("")
    ended = run("compile", "--to", "compose", "good.yaml", "-o", "out")
    assert ended.returncode == 2
    assert ended.stderr.startswith("toposmith: out: cannot be written: ")


def test_django_is_not_imported_for_it(run):
    ended = run("compile", "--to", "compose", "good.yaml", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
    assert "provisioners" in imported
    assert not imported & {"django", "celery", "webui"}


BOX = """\
tosca_definitions_version: tosca_simple_yaml_1_3
node_types:
  acme.Box:
    derived_from: tosca.nodes.Root
    properties:
      picture: { type: string }
topology_template:
  node_templates:
    web:
      type: acme.Box
      properties: { picture: "nginx:1.27" }
"""
BOX_MAP = """\
type_map: "1.0"
types:
  acme.Box:
    is: container
    image: { property: picture }
"""


def test_a_type_map_says_what_foreign_types_are(run, tmp_path):
    (tmp_path / "box.yaml").write_text(BOX)
    (tmp_path / "map.yaml").write_text(BOX_MAP)
    refused = run("compile", "--to", "compose", "box.yaml")
    assert (refused.returncode, "TS801" in refused.stderr) == (1, True)
    ended = run("compile", "--to", "compose", "box.yaml", "--type-map", "map.yaml")
    assert ended.returncode == 0, ended.stderr
    assert yaml.safe_load(ended.stdout)["services"]["web"]["image"] == "nginx:1.27"


def test_of_several_type_maps_the_later_counts(run, tmp_path):
    (tmp_path / "box.yaml").write_text(BOX)
    (tmp_path / "map.yaml").write_text(BOX_MAP)
    (tmp_path / "other.yaml").write_text(
        'type_map: "1.0"\ntypes: { acme.Box: { is: refused, reason: Boxes are full. } }\n'
    )
    ended = run("compile", "--to", "compose", "box.yaml", "--type-map", "map.yaml", "--type-map", "other.yaml")
    assert (ended.returncode, "Boxes are full." in ended.stderr) == (1, True)


def test_a_type_map_with_a_mistake_is_told_at_its_line(run, tmp_path):
    (tmp_path / "box.yaml").write_text(BOX)
    (tmp_path / "map.yaml").write_text(BOX_MAP.replace("is: container", "is: box"))
    ended = run("compile", "--to", "compose", "box.yaml", "--type-map", "map.yaml")
    assert ended.returncode == 2
    assert "map.yaml:4:9: 'box' is none of container" in ended.stderr
    assert run("compile", "--to", "compose", "box.yaml", "--type-map", "none.yaml").returncode == 2
