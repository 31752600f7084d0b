"""Whatever is given, importing ends soon, with findings and without a fault."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.topology.importing.finding import codes, found, import_text, messages
from tests.topology.importing.samples import ALL, SAMPLES, files_of
from topology.importing.door import Origin, import_files
from topology.sources import DirectorySources, MemorySources

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("origin", list(Origin))
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "TS104"),
        (b"# nothing\n", "TS870"),
        (b"a: [", "TS100"),
        (b"\xff\xfe", "TS102"),
        (b"a: \x00", "TS100"),
        (b"x" * 10_000_001, "TS101"),
        (b"[" * 2_000, "TS103"),
        (b"- " * 5_000 + b"x", "TS103"),
        (b"services: {a: {a: 1, a: 2}}", "TS105"),
        (b"a: *nobody", "TS109"),
        (BOMB.encode(), "TS106"),
        (b"just a text", "TS870"),
        (b"[ 1, 2 ]", "TS870"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else value,
)
def test_what_is_no_source_is_told(content: bytes, code: str, origin: Origin) -> None:
    imported = import_text(content, origin)
    assert imported.text is None
    assert code in [each.code for each in imported.diagnostics]


def test_a_file_that_is_not_there_is_told() -> None:
    imported = import_files(MemorySources({}), ["compose.yaml"])
    assert [each.code for each in imported.diagnostics] == ["TS873"]


def test_a_file_of_the_first_version_of_compose_gets_a_hint() -> None:
    imported = import_text("web: { image: nginx }")
    assert [each.code for each in imported.diagnostics] == ["TS870"]
    assert "first version of Compose" in (imported.diagnostics[0].help or "")


def test_any_version_is_read() -> None:
    assert codes("version: '9000'\nservices: { web: { image: nginx } }") == []


def test_misspelt_keys_are_told_with_what_was_meant() -> None:
    imported = import_text("services:\n  web:\n    imagee: nginx\n")
    assert [(each.code, each.span.line, each.help) for each in imported.diagnostics] == [
        ("TS874", 3, "Did you mean `image`?")
    ]


def test_services_that_extend_each_other_are_told() -> None:
    text = "services: { a: { extends: b }, b: { extends: { service: c } }, c: { extends: a } }"
    assert codes(text).count("TS876") == 3


def test_a_long_chain_of_services_is_told() -> None:
    services = "".join(f"  s{number}: {{ extends: s{number + 1} }}\n" for number in range(500))
    assert "TS876" in codes(f"services:\n{services}  s500: {{ image: nginx }}\n")


def test_files_that_extend_each_other_are_told() -> None:
    one = "services: { a: { extends: { file: other.yaml, service: b } } }"
    other = "services: { b: { extends: { file: main.yaml, service: a } } }"
    assert "TS876" in codes(one, other__yaml=other)


def test_files_that_include_each_other_are_read_once() -> None:
    one = "include: [ other.yaml ]\nservices: { a: { image: x } }"
    assert codes(one, other__yaml="include: [ main.yaml ]\nservices: { b: { image: y } }") == []


def test_services_that_wait_for_each_other_are_told() -> None:
    text = """\
        services:
          a: { image: x, depends_on: [ b ] }
          b: { image: x, depends_on: [ a ] }
        """
    assert found(text) == [("TS876", "main.yaml", 2, 32)]
    assert messages(text) == "Services wait for each other in a circle: a -> b -> a."


@pytest.mark.parametrize("path", ["../secret.env", "/etc/passwd", "a/../../secret.env"])
@pytest.mark.parametrize(
    "setting",
    [
        "services: { a: { image: x, env_file: PATH } }",
        "services: { a: { extends: { file: PATH, service: b } } }",
        "include: [ PATH ]\nservices: { a: { image: x } }",
        "services: { a: { image: x, configs: [ c ] } }\nconfigs: { c: { file: PATH } }",
        "services: { a: { build: { context: ., dockerfile: PATH } } }",
    ],
)
def test_no_file_outside_of_the_folder_is_read(tmp_path: Path, setting: str, path: str) -> None:
    (tmp_path / "secret.env").write_text("STOLEN=1\n", encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "main.yaml").write_text(setting.replace("PATH", path), encoding="utf-8")
    imported = import_files(DirectorySources(inside), ["main.yaml"])
    assert imported.text is None
    assert "TS875" in [each.code for each in imported.diagnostics]


def test_a_secret_outside_of_the_folder_is_not_read_and_has_to_be_given(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("stolen", encoding="utf-8")
    (tmp_path / "inside").mkdir()
    text = "services: { a: { image: x, secrets: [ s ] } }\nsecrets: { s: { file: ../secret.txt } }"
    (tmp_path / "inside" / "main.yaml").write_text(text, encoding="utf-8")
    imported = import_files(DirectorySources(tmp_path / "inside"), ["main.yaml"])
    assert imported.draft is not None
    assert imported.draft.inputs["s"].given is None


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.env").write_text("STOLEN=1\n", encoding="utf-8")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "my.env").symlink_to(tmp_path / "secret.env")
    text = "services: { a: { image: x, env_file: my.env } }"
    (tmp_path / "inside" / "main.yaml").write_text(text, encoding="utf-8")
    imported = import_files(DirectorySources(tmp_path / "inside"), ["main.yaml"])
    assert [each.code for each in imported.diagnostics] == ["TS875"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "my.env")
    text = "services: { a: { image: x, env_file: my.env } }"
    (tmp_path / "main.yaml").write_text(text, encoding="utf-8")
    imported = import_files(DirectorySources(tmp_path), ["main.yaml"])
    assert [each.code for each in imported.diagnostics] == ["TS875"]


def test_a_file_that_is_no_text_is_told() -> None:
    assert codes("services: { a: { image: x, env_file: my.env } }", my__env=b"\xff\x00") == ["TS875"]


def test_thousands_of_mistakes_end_early() -> None:
    services = "".join(f"  s{number}: {{ imagee: x }}\n" for number in range(5_000))
    assert 500 < len(codes(f"services:\n{services}")) <= 1_000


KEYS = [
    "image", "build", "ports", "volumes", "environment", "healthcheck", "test", "deploy", "resources", "limits",
    "cpus", "source", "target", "type", "secrets", "extends", "depends_on", "spec", "name", "metadata", "containers",
    "template", "command", "env", "valueFrom", "data", "networks", "x-a", "<<",
]  # fmt: skip
TEXTS = ["", "x", "80:80", "${A", "${A:-b}", "$", "-1", "1e999", "true", "~", "a" * 300, "*", "0x", "../x"]
VALUES = st.recursive(
    st.sampled_from(TEXTS) | st.integers(-3, 70_000) | st.booleans() | st.none() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8), st.sampled_from(list(Origin)))
def test_values_of_any_shape_are_findings_and_no_faults(settings_: dict[str, object], origin: Origin) -> None:
    wrapped: dict[str, object] = {"services": {"a": settings_}, "volumes": settings_, "networks": settings_}
    if origin is Origin.KUBERNETES:
        pod = {"containers": [settings_], "volumes": [settings_]}
        wrapped = {
            "apiVersion": "v1",
            "kind": "Deployment",
            "metadata": {"name": "a"},
            "spec": {"template": {"spec": pod}},
        }
    import_text(json.dumps(wrapped), origin)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ALL), st.integers(0), st.binary(max_size=4), st.integers(0, 30))
@example("compose/short_forms", 20, b"\t", 3)
def test_damaged_samples_are_findings_and_no_faults(name: str, at: int, put: bytes, removed: int) -> None:
    folder = SAMPLES / name
    files = {path: (folder / path).read_bytes() for path in files_of(folder)}
    entry = next(iter(files))
    place = at % len(files[entry])
    files[entry] = files[entry][:place] + put + files[entry][place + removed :]
    imported = import_files(MemorySources(files), list(files))
    assert (imported.text is None) == imported.has_errors
