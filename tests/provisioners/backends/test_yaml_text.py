"""YAML that says the same to PyYAML and to Compose's own reader."""

import json
import random
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioners.backends.contract import Endpoint
from provisioners.backends.docker_engine.connection import command_environment
from provisioners.backends.docker_engine.escape import literal
from provisioners.backends.docker_engine.locate import compose_command
from provisioners.backends.yaml_text import as_yaml

TRICKY = [
    "",
    " ",
    "~",
    "null",
    "Null",
    "true",
    "yes",
    "on",
    "y",
    "n",
    "off",
    "1",
    "01",
    "0o7",
    "0x1f",
    "1e3",
    "1_000",
    "1.5",
    ".5",
    "+1",
    "-1",
    ".inf",
    "-.Inf",
    ".nan",
    "12:30",
    "12:30:45",
    "2001-01-01",
    "=",
    "<<",
    "-",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "!a",
    "&a",
    "*a",
    "|",
    ">",
    "@a",
    "`a",
    "%a",
    "{a",
    "[a",
    "'a'",
    '"a"',
    "a\\b",
    "\\n",
    "a\n",
    "\na",
    "a\n\nb",
    "a \nb",
    " a\nb",
    "\ta",
    "a\tb",
    "a\r\nb",
    "a\x85b",
    "a\u2028b",
    "\ufeffa",
    "\x1b[31m",
    "é",
    "数据",
    "🙂",
    "a  ",
    "  a\n  b\n",
    "$",
    "$$",
    "${A}",
    "$(A)",
    "$A$",
    "a$",
    "{{.}}",
    "a\n---\nb",
    "...\n",
    "? a",
    ": a",
    "a:",
    "a\n#b\n",
    "\n",
    "\n\n",
    " \n",
]

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)


@settings(deadline=None)
@given(TEXTS)
def test_text_is_read_back(text: str) -> None:
    assert yaml.safe_load(as_yaml({"a": text, "b": [text]})) == {"a": text, "b": [text]}


@pytest.mark.parametrize("text", TRICKY)
def test_tricky_text_is_read_back(text: str) -> None:
    assert yaml.safe_load(as_yaml([text])) == [text]


@pytest.mark.parametrize("text", ["web", "/srv/files", "debian:bookworm-slim", "1.5", "1e3", "0o7"])
def test_numbers_are_quoted_and_words_are_not(text: str) -> None:
    assert as_yaml([text]) == (f"- '{text}'\n" if "1" in text or "7" in text else f"- {text}\n")


@pytest.mark.engine
def test_compose_reads_the_same(docker_engine: None, tmp_path: Path) -> None:
    chosen = random.Random(1)
    alphabet = "".join(TRICKY)
    texts = [*TRICKY, *("".join(chosen.choices(alphabet, k=chosen.randint(1, 30))) for _ in range(500))]
    environment = {f"A{number}": literal(text) for number, text in enumerate(texts)}
    (tmp_path / "compose.yaml").write_text(
        as_yaml({"name": "x", "services": {"a": {"image": "i", "environment": environment}}})
    )
    result = subprocess.run(
        [compose_command(), "-f", "compose.yaml", "config", "--format", "json"],
        env=command_environment(Endpoint("unix:///var/run/docker.sock"), tmp_path),
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr.decode()
    found = json.loads(result.stdout)["services"]["a"]["environment"]
    wrong = [
        (text, got)
        for text, got in zip(texts, (found[f"A{n}"] for n in range(len(texts))), strict=True)
        if literal(text) != got
    ]
    assert wrong == []
