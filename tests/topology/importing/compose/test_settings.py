"""What becomes of single settings of a Compose file."""

import pytest

from tests.topology.importing.finding import codes, import_text, node
from topology.importing.draft import Draft, InputRef, Joined

SERVICE = "services:\n  web:\n    image: nginx\n    "


def draft(text: str, **files: str | bytes) -> Draft:
    imported = import_text(text, **files)
    assert imported.draft is not None, imported.diagnostics
    return imported.draft


@pytest.mark.parametrize(
    ("setting", "name", "value"),
    [
        ("devices: [ { source: /dev/a, target: /dev/b, permissions: r } ]", "devices", ["/dev/a:/dev/b:r"]),
        ("devices: [ { source: /dev/a } ]", "devices", ["/dev/a"]),
        ("devices: [ { source: /dev/a, permissions: r } ]", "devices", ["/dev/a:/dev/a:r"]),
        ("cap_add: [ A, B, A ]", "added_capabilities", ["A", "B"]),
        ("restart: always", "restart", "always"),
        ("deploy: { restart_policy: { condition: any } }", "restart", "always"),
        ("deploy: { restart_policy: { max_attempts: 3 } }", "restart", "always"),
        ("deploy: { restart_policy: { condition: none } }", "restart", "no"),
        ("cpus: 0.5", "cpus", 0.5),
        ("mem_reservation: 64m", "reserved_memory", "64 MiB"),
        ("working_dir: /app", "working_dir", "/app"),
        ("network_mode: host", "host_network", True),
        ("pid: host", "host_pid", True),
        ("healthcheck: { test: [ CMD, NONE ] }", "health_check", {"command": ["NONE"], "timeout": "30 s"}),
    ],
)
def test_a_setting_becomes_a_property(setting: str, name: str, value: object) -> None:
    assert node(f"{SERVICE}{setting}\n")[name] == value


@pytest.mark.parametrize(
    ("deploy", "policy", "properties"),
    [
        ("mode: global", "web_placement", {"everywhere": True}),
        ("placement: { constraints: [ 'node.labels.zone == east' ] }", "web_placement", {"labels": {"zone": "east"}}),
        ("placement: { preferences: [ { spread: node.labels.zone } ] }", "web_placement", {"spread_over": "zone"}),
        ("placement: { max_replicas_per_node: 1 }", "web_placement", {"apart": True}),
        ("update_config: { delay: 10s, order: start-first }", "web_update", {"delay": "10 s", "order": "start-first"}),
        ("update_config: { parallelism: 2 }", "web_update", {"parallelism": 2}),
    ],
)
def test_settings_of_deploy_become_policies(deploy: str, policy: str, properties: dict[str, object]) -> None:
    found = draft(f"{SERVICE}deploy: {{ {deploy} }}\n").policies
    assert list(found) == [policy]
    assert found[policy].targets == ("web",)
    assert found[policy].properties == properties


@pytest.mark.parametrize(
    "deploy",
    [
        "placement: { max_replicas_per_node: 2 }",
        "placement: { preferences: [ { spread: engine.labels.x } ] }",
        "update_config: { parallelism: 0 }",
        "update_config: { monitor: 5s }",
        "restart_policy: { window: 5s }",
        "endpoint_mode: dnsrr",
    ],
)
def test_what_has_no_counterpart_in_deploy_is_told(deploy: str) -> None:
    assert "TS871" in codes(f"{SERVICE}deploy: {{ {deploy} }}\n")


def test_a_job_that_is_to_run_for_ever_runs_once() -> None:
    text = """\
        services:
          web: { image: x, depends_on: { job: { condition: service_completed_successfully } } }
          job: { image: x, restart: always }
          other: { image: x, deploy: { mode: replicated-job } }
        """
    found = draft(text)
    assert codes(text) == ["TS879"]
    assert [each.type for each in found.nodes.values()] == [
        "toposmith.nodes.Container", "toposmith.nodes.Job", "toposmith.nodes.Job",
    ]  # fmt: skip
    assert "restart" not in found.nodes["job"].properties


def test_the_attempts_of_a_job_are_its_retries() -> None:
    text = (
        f"{SERVICE}deploy: {{ mode: replicated-job, restart_policy: {{ condition: on-failure, max_attempts: 5 }} }}\n"
    )
    assert {key: node(text)[key] for key in ("restart", "retries")} == {"restart": "on-failure", "retries": 5}


def test_configurations_of_every_source() -> None:
    text = """\
        services:
          web:
            image: x
            configs: [ a, { source: b, target: etc/b, uid: "1" }, { source: c, target: /etc/c }, { source: d } ]
        configs:
          a: { file: ./a.txt }
          b: { content: "level ${LEVEL:-1}" }
          c: { environment: C }
          d: { external: true }
        """
    found = draft(text, a__txt="one", __env="C=three\n")
    files = found.nodes["web"].properties["files"]
    assert isinstance(files, dict)
    assert files["/a"] == "one"
    assert isinstance(files["/etc/b"], Joined)
    assert found.inputs["c"].default == "three"
    assert found.inputs["d"].default is None
    assert found.needed == ("d",)


def test_secrets_of_every_source() -> None:
    text = """\
        services:
          web: { image: x, secrets: [ a, b, c, { source: d, target: /etc/d } ] }
        secrets:
          a: { file: ./a.txt }
          b: { environment: B }
          c: { external: true }
          d: { file: ./nowhere.txt }
        """
    found = draft(text, a__txt="one", __env="B=two\n")
    assert found.secrets == {"a": "one", "b": "two"}
    assert found.needed == ("a", "b", "c", "d")
    assert list(found.nodes["web"].properties["secrets"]) == ["a", "b", "c"]  # type: ignore[arg-type]
    assert list(found.nodes["web"].properties["files"]) == ["/etc/d"]  # type: ignore[arg-type]


def test_the_default_network_is_a_node_where_the_file_says_more_of_it() -> None:
    services = "services: { a: { image: x }, b: { image: x, networks: [ default ] } }"
    text = f"{services}\nnetworks: {{ default: {{ internal: true }} }}"
    found = draft(text)
    assert found.nodes["default_network"].properties == {"internal": True}
    assert [each.node for each in found.nodes["a"].requirements] == ["default_network"]
    assert [each.node for each in found.nodes["b"].requirements] == ["default_network"]
    assert "default_network" not in draft("services: { a: { image: x, networks: [ default ] } }").nodes


def test_networks_with_addresses_of_their_own() -> None:
    text = """\
        services: { a: { image: x, networks: [ n ] } }
        networks:
          n:
            enable_ipv6: true
            ipam:
              driver: custom
              config:
                - { subnet: 2001:db8::/64, gateway: 2001:db8::1, ip_range: 2001:db8::/80 }
                - { subnet: 10.0.0.0/24 }
        """
    assert codes(text) == ["TS871"] * 3
    assert node(text, "n") == {"ip_version": 6, "cidr": "2001:db8::/64", "gateway_ip": "2001:db8::1"}


def test_folders_of_the_host_in_every_form() -> None:
    text = """\
        services:
          web:
            image: x
            volumes:
              - { type: bind, source: data, target: /a, bind: { propagation: shared, create_host_path: true } }
              - { type: bind, source: /srv, target: /b, read_only: true }
              - "${DIR:-./data}:/c:nocopy"
              - ".:/d"
        """
    found = draft(text)
    assert codes(text) == ["TS871"] * 3 + ["TS877"]
    folder = InputRef("project_folder")
    assert {name: each.properties["path"] for name, each in found.nodes.items() if name != "web"} == {
        "data": Joined((folder, "/data")),
        "srv": "/srv",
        "folder": folder,
    }
    assert found.inputs["project_folder"].default is None


def test_a_file_that_the_container_may_write_is_told() -> None:
    text = "services: { web: { image: x, volumes: [ './a.conf:/etc/a.conf' ] } }"
    assert codes(text, a__conf="b") == ["TS879"]
    assert node(text, a__conf="b")["files"] == {"/etc/a.conf": "b"}


@pytest.mark.parametrize(
    ("env_file", "code"),
    [("[ [ a ] ]", "TS874"), ("[ { path: my.env, format: raw } ]", "TS871"), ("[ { required: true } ]", None),
     ("wrong.env", "TS874")],
)  # fmt: skip
def test_files_of_variables_that_are_odd(env_file: str, code: str | None) -> None:
    found = codes(f"{SERVICE}env_file: {env_file}\n", my__env="A=1", wrong__env="a b c")
    assert found == ([code] if code else [])


def test_a_name_in_a_file_of_variables_is_passed_on() -> None:
    found = draft(f"{SERVICE}env_file: my.env\n", my__env="HOST_NAME\n")
    assert found.needed == ("host_name",)


def test_a_wrong_dotenv_is_told_at_its_line() -> None:
    imported = import_text(f"{SERVICE}user: a\n", __env="A=1\nno good line\n")
    assert [(each.code, each.span.file, each.span.line) for each in imported.diagnostics] == [("TS874", ".env", 2)]


def test_what_is_waited_for_in_vain_is_told() -> None:
    text = """\
        services:
          web:
            image: x
            depends_on:
              gone: { condition: service_started, required: false }
              db: { condition: service_started, restart: true }
          db: { image: x }
          debug: { image: x, profiles: [ debug ], depends_on: [ web ] }
          late: { image: x, depends_on: [ debug ] }
        """
    assert sorted(codes(text)) == ["TS871"] * 4


def test_a_name_that_no_input_can_have() -> None:
    found = draft(f"{SERVICE}environment: {{ A: '${{_9}}', B: '${{A_}}', C: '${{A__}}' }}\n")
    assert list(found.inputs) == ["n_9", "a", "a_2"]


def test_includes_in_their_forms() -> None:
    text = "include:\n  - { path: [ a.yaml, b.yaml ], env_file: x.env }\nservices: { web: { image: x } }"
    files = {"a__yaml": "services: { a: { image: x } }", "b__yaml": "services: { web: { image: y } }"}
    assert sorted(codes(text, **files)) == ["TS871", "TS874"]
