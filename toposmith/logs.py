"""Structured log lines, without secrets: JSON for machines, coloured text on a terminal."""

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET_NAMES = re.compile(r"authorization|cookie|credential|password|passwd|private_key|secret|token", re.IGNORECASE)
SECRET_TEXTS = re.compile(r"(Bearer\s+|tps_)[^\s\"']+|(://[^/\s:@]*:)[^\s/@]+(?=@)")
HIDDEN = "[hidden]"

Entry = MutableMapping[str, Any]


def without_secrets(logger: Any, method: str, entry: Entry) -> Entry:
    """Hide what is named like a secret, and what looks like a token or a password within an address."""
    for name, value in entry.items():
        if SECRET_NAMES.search(name):
            entry[name] = HIDDEN
        elif isinstance(value, str):
            entry[name] = SECRET_TEXTS.sub(rf"\1\2{HIDDEN}", value)
    return entry


def logging_settings(level: str) -> dict[str, Any]:
    """Django's ``LOGGING``: every logger writes structured lines to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    is_terminal = sys.stderr.isatty()
    last = structlog.dev.ConsoleRenderer() if is_terminal else structlog.processors.JSONRenderer()
    text = [] if is_terminal else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *text, without_secrets, last],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django.request": {"level": "CRITICAL"}},
    }
