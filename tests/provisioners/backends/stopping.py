"""Work for a platform that a test plays, whose step is stopped at its first pause."""

from pathlib import Path
from typing import Any

from provisioners.backends.contract import CommandResult, Endpoint, Rendered, Work
from provisioners.planning.model import PlannedStep


class Stopped(Exception):
    """What a pause raises when the step's lease is stopped."""


def work(rendered: Rendered | None = None, **fields: Any) -> Work:
    """Work that runs no command. Its pauses end the step unless another ``pause`` is given."""
    values: dict[str, Any] = {
        "deployment": "shop",
        "endpoint": Endpoint("unix:///run/x.sock"),
        "step": PlannedStep("apply", "apply", ("web",)),
        "changes": {},
        "rendered": rendered or Rendered({}, {}),
        "token": "token",
        "folder": Path("unused"),
        "archive": dict,
        "resolve": {}.__getitem__,
        "run": lambda *_, **__: CommandResult(0, ""),
        "report": lambda line: None,
        "pause": stop,
    }
    return Work(**{**values, **fields})


def stop(seconds: float) -> None:
    raise Stopped(seconds)
