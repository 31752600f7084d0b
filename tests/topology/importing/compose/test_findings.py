"""What a Compose file says that a template cannot say, or that Compose would refuse: each at its place."""

import pytest

from tests.topology.importing.finding import codes, found, import_text, messages, node

SERVICE = "services:\n  web:\n    image: nginx\n    "


@pytest.mark.parametrize(
    ("setting", "code", "column"),
    [
        ("container_name: x", "TS871", 5),
        ("cap_drop: [ ALL ]", "TS871", 5),
        ("tmpfs: /run", "TS871", 5),
        ("labels: [ a=b ]", "TS871", 5),
        ("ipc: shareable", "TS871", 5),
        ("pid: service:db", "TS872", 10),
        ("network_mode: none", "TS872", 19),
        ("network_mode: container:x", "TS872", 19),
        ("network_mode: odd", "TS874", 19),
        ("volumes_from: [ db ]", "TS872", 5),
        ("provider: { type: x }", "TS872", 5),
        ("restart: sometimes", "TS874", 14),
        ("restart: on-failure:5", "TS879", 14),
        ("scale: 0", "TS872", 12),
        ("scale: many", "TS874", 12),
        ("mem_limit: lots", "TS874", 16),
        ("cpus: -1", "TS874", 11),
        ("cpus: 1/0", "TS874", 11),
        ("stop_grace_period: soon", "TS874", 24),
        ("read_only: maybe", "TS874", 16),
        ("ports: 80", "TS874", 12),
        ("ports: [ eighty ]", "TS874", 14),
        ("ports: [ '80:80:80:80' ]", "TS874", 14),
        ("ports: [ '80:80/sctp' ]", "TS872", 14),
        ("ports: [ '1-3:80-81' ]", "TS874", 14),
        ("ports: [ '8000-8010:80' ]", "TS879", 14),
        ("ports: [ 70000 ]", "TS874", 14),
        ("ports: [ { published: 80 } ]", "TS874", 14),
        ("ports: [ { target: 80, mode: host } ]", "TS871", 28),
        ("ports: [ { target: 80, name: x } ]", "TS871", 28),
        ("volumes: [ nowhere:/x ]", "TS873", 16),
        ("volumes: [ '/a:/b:ro' ]", "TS871", 16),
        ("volumes: [ '~/a:/b' ]", "TS872", 16),
        ("volumes: [ 'a:b:c:d' ]", "TS874", 16),
        ("volumes: [ { type: npipe, target: /x } ]", "TS872", 16),
        ("volumes: [ { type: tmpfs, target: /x } ]", "TS871", 39),
        ("volumes: [ { type: volume } ]", "TS874", 16),
        ("env_file: nowhere.env", "TS873", 15),
        ("environment: { A: { B: 1 } }", "TS874", 23),
        ("environment: { A: '${' }", "TS874", 23),
        ("environment: { A: 'a$' }", "TS874", 23),
        ("command: sh -c a; b", "TS874", 14),
        ("command: 'say \"x'", "TS874", 14),
        ("command: []", "TS871", 14),
        ("healthcheck: { test: [ PING ] }", "TS874", 26),
        ("healthcheck: { disable: true }", "TS871", 5),
        ("healthcheck: { test: [ NONE ] }", "TS871", 5),
        ("healthcheck: { interval: 5s }", "TS871", 5),
        ("healthcheck: { test: x, start_interval: 1s }", "TS871", 29),
        ("depends_on: [ db ]", "TS873", 19),
        ("depends_on: { db: { condition: odd } }", "TS874", 36),
        ("links: [ db ]", "TS873", 14),
        ("networks: [ front ]", "TS873", 17),
        ("secrets: [ s ]", "TS873", 16),
        ("configs: [ { target: /x } ]", "TS874", 16),
        ("devices: [ { target: /x } ]", "TS874", 16),
        ("deploy: { placement: { constraints: [ node.role == manager ] } }", "TS871", 43),
        ("deploy: { update_config: { order: sideways } }", "TS874", 39),
        ("deploy: { resources: { limits: { pids: 5 } } }", "TS871", 38),
        ("extends: nobody", "TS873", 14),
        ("build: https://example.org/x.git", "TS872", 12),
        ("build: { context: ../x }", "TS875", 23),
        ("build: { context: a, dockerfile: ../b/D }", "TS872", 23),
        ("build: { args: { A: 1 } }", "TS871", 14),
    ],
)
def test_a_setting_is_told_at_its_place(setting: str, code: str, column: int) -> None:
    places = found(f"{SERVICE}{setting}\n")
    assert (code, "main.yaml", 4, column) in places


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("services: { a: { image: x } }\nvolumes: { lonely: }", "TS871", 2),
        ("services: { a: { image: x } }\nnetworks: { lonely: }", "TS871", 2),
        ("services: { a: { image: x } }\nsecrets: { lonely: { file: x } }", "TS871", 2),
        ("services: { a: { image: x, volumes: [ 'vv:/v' ] } }\nvolumes: { vv: { external: true } }", "TS871", 2),
        ("services: { a: { image: x, networks: [ n ] } }\nnetworks: { n: { driver: macvlan } }", "TS871", 2),
        ("services: { a_b: { image: x } }", "TS879", 1),
        ("services: { a: { } }", "TS873", 1),
        ("services: { a: nginx }", "TS874", 1),
        ("services: { a: { image: x } }\nmodels: { m: { model: x } }", "TS872", 2),
        ("services: { a: { image: x } }\ninclude: [ nowhere.yaml ]", "TS873", 2),
    ],
)
def test_a_definition_is_told_at_its_line(text: str, code: str, line: int) -> None:
    assert (code, line) in [(place[0], place[2]) for place in found(text)]


def test_waiting_is_told_where_it_is_another_one() -> None:
    text = """\
        services:
          a:
            image: x
            depends_on:
              well: { condition: service_healthy }
              started: { condition: service_started }
          well: { image: x }
          started: { image: x, healthcheck: { test: x } }
        """
    assert [(code, line) for code, _, line, _ in found(text)] == [("TS879", 5), ("TS879", 6)]


def test_waiting_for_a_service_of_another_network_is_told() -> None:
    text = """\
        services:
          a: { image: x, depends_on: [ b ], networks: [ front ] }
          b: { image: x }
        networks: { front: }
        """
    assert "shares no network with `b`" in messages(text)


def test_no_container_keeps_several_instances_of_one_secret_apart() -> None:
    text = "services: { a: { image: x, secrets: [ s ] }, b: { image: x, secrets: [ s ] } }\nsecrets: { s: { file: s } }"
    imported = import_text(text, s="hidden")
    assert imported.draft is not None
    assert list(imported.draft.inputs) == ["s"]
    assert imported.draft.secrets == {"s": "hidden"}


@pytest.mark.parametrize(
    "setting",
    [
        "DB_PASSWORD: hunter2",
        "dbPassword: hunter2",
        "API_TOKEN: hunter2",
        "URL: redis://:hunter2@cache/0",
        "URL: 'postgres://app:hunter2@${HOST}/x'",
        "DB_PASSWORD: hunter2${SUFFIX}",
        "DB_PASSWORD: ${DB_PASSWORD:-hunter2}",
        "SETTING: ${DB_PASSWORD:-hunter2}",
        "SETTING: ${URL:-redis://:hunter2@cache/0}",
    ],
)
def test_a_secret_is_never_written_into_the_template(setting: str) -> None:
    imported = import_text(f"services:\n  web:\n    image: nginx\n    environment:\n      {setting}\n")
    assert imported.text is not None
    assert imported.draft is not None
    assert "hunter2" not in imported.text
    assert any("hunter2" in secret for secret in imported.draft.secrets.values())
    assert all("hunter2" not in each.message for each in imported.diagnostics)


@pytest.mark.parametrize(
    "setting", ["DB_PASSWORD_FILE: /run/secrets/x", "TOKEN_TTL: '300'", "ALLOW_EMPTY_PASSWORD: 'yes'", "KEYBOARD: de"]
)
def test_what_only_looks_like_a_secret_stays(setting: str) -> None:
    text = f"services:\n  web:\n    image: nginx\n    environment:\n      {setting}\n"
    assert codes(text) == []
    assert node(text)["environment"] == dict([setting.replace("'", "").split(": ", 1)])


def test_a_secret_where_no_input_can_stand_is_refused() -> None:
    assert codes("services: { web: { image: 'x:${API_TOKEN:-hunter2}' } }") == ["TS872"]


def test_a_variable_with_two_defaults_is_told() -> None:
    text = "services: { web: { image: x, environment: { A: '${V:-1}', B: '${V:-2}' } } }"
    assert codes(text) == ["TS877"]


def test_a_number_and_a_text_share_an_input() -> None:
    text = "services: { web: { image: x, ports: [ '${P:-80}:80' ], environment: { P: '${P:-80}' } } }"
    imported = import_text(text)
    assert imported.text is not None
    assert "published: { get_input: p }" in imported.text
    assert "P: { concat: [ { get_input: p } ] }" in imported.text


def test_volumes_services_and_networks_of_one_name_stay_apart() -> None:
    text = """\
        services: { db: { image: x, volumes: [ "db:/d" ], networks: [ db ] } }
        volumes: { db: }
        networks: { db: }
        """
    imported = import_text(text)
    assert imported.draft is not None
    assert list(imported.draft.nodes) == ["db", "db_volume", "db_network"]
