import stat

import pytest
import yaml

COMPOSE = """\
services:
  web:
    image: nginx:1.27
    container_name: mine
    ports: [ "8080:80" ]
    environment:
      DB_PASSWORD: hunter2
      STAGE: ${STAGE:?say it}
"""
MANIFEST = """\
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [ { name: web, image: "nginx:1.27" } ] }
"""


@pytest.fixture(autouse=True)
def _files(tmp_path):
    (tmp_path / "compose.yaml").write_text(COMPOSE)
    (tmp_path / "k8s").mkdir()
    (tmp_path / "k8s" / "web.yaml").write_text(MANIFEST)
    service = "apiVersion: v1\nkind: Service\nmetadata: { name: front }\nspec: { selector: { app: web } }\n"
    (tmp_path / "k8s" / "service.yaml").write_text(service)


def nodes(text):
    return yaml.safe_load(text)["topology_template"]["node_templates"]


def test_the_template_goes_to_standard_output_and_the_rest_is_told(run):
    ended = run("import", "compose.yaml")
    assert ended.returncode == 0
    assert list(nodes(ended.stdout)) == ["web"]
    assert "hunter2" not in ended.stdout + ended.stderr
    assert "DB_PASSWORD: ***" in ended.stderr
    assert "warning[TS871]" in ended.stderr
    assert " --> compose.yaml:4:5" in ended.stderr
    *_, first, second = ended.stderr.splitlines()
    assert first.startswith(
        "give a value with --input db_password=VALUE: The secret DB_PASSWORD of web in compose.yaml;"
    )
    assert second == "give a value with --input stage=VALUE: The variable STAGE of compose.yaml"


def test_the_template_is_valid_and_compiles_with_the_secrets(run, tmp_path):
    ended = run("import", "compose.yaml", "-o", "service.yaml", "--secrets-file", "secrets.yaml")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert "wrote secrets.yaml with 1 secret values; only you can read it" in ended.stderr
    assert "--input db_password" not in ended.stderr
    private = tmp_path / "secrets.yaml"
    assert yaml.safe_load(private.read_text()) == {"db_password": "hunter2"}
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert run("validate", "service.yaml").stdout == "service.yaml: valid\n"
    options = ["--input-file", "secrets.yaml", "--input", "stage=test", "-o", "out"]
    assert run("compile", "--to", "compose", "service.yaml", *options).returncode == 0
    assert 'hunter2"' in (tmp_path / "out" / ".env").read_text()


def test_a_template_of_the_second_version(run):
    ended = run("import", "compose.yaml", "--to-version", "tosca_2_0")
    assert ended.stdout.startswith("tosca_definitions_version: tosca_2_0\n")
    assert run("validate", "-", stdin=ended.stdout).stdout == "standard input: valid\n"


@pytest.mark.parametrize("arguments", [["k8s"], ["k8s/web.yaml", "k8s/service.yaml"]])
def test_manifests_of_a_folder_or_of_several_files(run, arguments):
    ended = run("import", *arguments)
    assert ended.returncode == 0
    assert list(nodes(ended.stdout)) == ["front"]


def test_a_folder_with_a_compose_file_and_what_overrides_it(run, tmp_path):
    (tmp_path / "compose.override.yaml").write_text("services: { web: { image: nginx:1.28 } }")
    ended = run("import", ".")
    assert nodes(ended.stdout)["web"]["artifacts"]["image"]["file"] == "nginx:1.28"


def test_standard_input(run):
    ended = run("import", "-", stdin=MANIFEST)
    assert list(nodes(ended.stdout)) == ["web"]


def test_standard_input_with_files_beside(run, tmp_path):
    (tmp_path / "my.env").write_text("A=1\n")
    text = "services: { web: { image: x, env_file: my.env } }"
    ended = run("import", "-", "--stdin-filename", "compose.yaml", stdin=text)
    assert nodes(ended.stdout)["web"]["properties"]["environment"] == {"A": "1"}


def test_services_of_a_profile(run, tmp_path):
    (tmp_path / "compose.yaml").write_text(COMPOSE + "  debug: { image: x, profiles: [ debug ] }\n")
    assert "left out" in run("import", "compose.yaml").stderr
    assert list(nodes(run("import", "compose.yaml", "--profile", "debug").stdout)) == ["web", "debug"]


def test_errors_leave_nothing_written(run, tmp_path):
    ended = run("import", "-", "-o", "service.yaml", stdin="services: { web: { network_mode: none, image: x } }")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "error[TS872]" in ended.stderr
    assert not (tmp_path / "service.yaml").exists()


def test_secrets_are_not_shown_beside_errors(run):
    text = "services: { web: { network_mode: none, image: x, environment: { DB_PASSWORD: hunter2 } } }"
    ended = run("import", "-", stdin=text)
    assert ended.returncode == 1
    assert "hunter2" not in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.yaml"], "nowhere.yaml: there is no such file or folder"),
        (["compose.yaml", "nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["compose.yaml", "-"], "standard input is read alone; give it as the only FILE"),
        (["empty"], "empty: there is no Compose file and no manifest in it"),
        (["compose.yaml", "-o", "nowhere/x.yaml"], "nowhere/x.yaml: cannot be written: No such file or directory"),
        (["compose.yaml", "--secrets-file", "nowhere/x"], "nowhere/x: cannot be written: No such file or directory"),
    ],
)
def test_wrong_use(run, tmp_path, arguments, words):
    (tmp_path / "empty").mkdir()
    ended = run("import", *arguments)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1] == f"toposmith: {words}"


def test_what_is_no_source_can_be_told(run):
    ended = run("import", "compose.yaml", "--from", "kubernetes")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "error[TS870]" in ended.stderr


def test_a_template_away_from_its_dockerfiles_is_told(run, tmp_path):
    (tmp_path / "compose.yaml").write_text("services: { web: { build: web } }")
    (tmp_path / "out").mkdir()
    ended = run("import", "compose.yaml", "-o", "out/service.yaml")
    assert ended.stderr.endswith(f"web/Dockerfile is named as seen from {tmp_path}: put the template there\n")
    assert "is named as seen" not in run("import", "compose.yaml", "-o", "service.yaml").stderr
