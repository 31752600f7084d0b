import json
import logging

import pytest
import structlog

from toposmith.logs import HIDDEN, logging_settings, without_secrets


@pytest.mark.parametrize(
    "name", ["password", "db_password", "Authorization", "set-cookie", "credential", "api_token", "SECRET_KEY"]
)
def test_what_is_named_like_a_secret_is_hidden(name: str) -> None:
    assert without_secrets(None, "info", {name: "opensesame"}) == {name: HIDDEN}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("header Bearer abc.def", f"header Bearer {HIDDEN}"),
        ("token tps_Abc-123 used", f"token tps_{HIDDEN} used"),
        ("postgres://me:opensesame@db:5432/x", f"postgres://me:{HIDDEN}@db:5432/x"),
        ("redis://:opensesame@cache/0", f"redis://:{HIDDEN}@cache/0"),
        ("http://127.0.0.1:8000/healthz", "http://127.0.0.1:8000/healthz"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_secrets_within_texts_are_hidden(text: str, expected: str) -> None:
    assert without_secrets(None, "info", {"event": text})["event"] == expected


def test_other_values_are_left() -> None:
    assert without_secrets(None, "info", {"code": 200, "event": None}) == {"code": 200, "event": None}


def test_a_line_is_json_with_what_is_known_of_the_request(capsys) -> None:
    formatter = logging_settings("INFO")["formatters"]["structured"]
    made = structlog.stdlib.ProcessorFormatter(
        processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"]
    )
    record = logging.LogRecord("worker", logging.WARNING, __file__, 1, "step %s failed", ("apply",), None)

    with structlog.contextvars.bound_contextvars(request_id="r1"):
        line = json.loads(made.format(record))

    assert (line["event"], line["level"], line["logger"], line["request_id"]) == (
        "step apply failed",
        "warning",
        "worker",
        "r1",
    )


def test_an_exception_is_within_its_line() -> None:
    formatter = logging_settings("INFO")["formatters"]["structured"]
    made = structlog.stdlib.ProcessorFormatter(
        processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"]
    )
    try:
        raise ValueError("postgres://me:opensesame@db/x")
    except ValueError as error:
        failure = (type(error), error, error.__traceback__)
    text = made.format(logging.LogRecord("worker", logging.ERROR, __file__, 1, "failed", (), failure))

    assert "\n" not in text
    assert "ValueError" in json.loads(text)["exception"]
    assert "opensesame" not in text
