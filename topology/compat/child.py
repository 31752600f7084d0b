"""The child: asks tosca-parser about one template, writes its opinion to standard output, and ends.

The only module that imports tosca-parser.
"""

import contextlib
import io
import logging
import sys
from importlib.metadata import version

from topology.compat.fence import OutOfBounds, fence_in
from topology.compat.opinion import Opinion, Outcome, encode_opinion
from topology.sandbox.confine import confine, die_with

_MAX_MESSAGES = 50
_MAX_LENGTH = 1000


def main(folder: str, entry: str, parent: str, cpu_seconds: str, memory: str) -> int:
    """Read the template ``entry`` in ``folder``. Gives the exit status, 0 whatever the opinion is."""
    die_with(int(parent))
    confine(int(cpu_seconds), int(memory))
    logging.disable()
    with contextlib.redirect_stdout(io.StringIO()):
        opinion = _ask(folder, entry)
    sys.stdout.buffer.write(encode_opinion(opinion))
    sys.stdout.buffer.flush()
    return 0


def _ask(folder: str, entry: str) -> Opinion:
    from toscaparser.common.exception import TOSCAException  # noqa: PLC0415 - slow, and wants the limits first
    from toscaparser.tosca_template import ToscaTemplate  # noqa: PLC0415
    from yaml import YAMLError  # noqa: PLC0415

    release = version("tosca-parser")
    fence_in(folder)
    outcome, said = Outcome.ACCEPTS, list[str]()
    try:
        ToscaTemplate(f"{folder}/{entry}")
    except (TOSCAException, YAMLError) as error:
        outcome, said = _refusal(error)
    except OutOfBounds as error:
        outcome, said = Outcome.STOPPED, [str(error)]
    except MemoryError:
        outcome, said = Outcome.CRASHED, ["MemoryError: the limit is reached"]
    except Exception as error:  # noqa: BLE001 - any exception of a reader that is not ours is its crash
        outcome, said = Outcome.CRASHED, [_named(error)]
    messages = (" ".join(text.replace(f"{folder}/", "").split())[:_MAX_LENGTH] for text in said[:_MAX_MESSAGES])
    return Opinion(outcome, tuple(messages), release)


def _refusal(error: Exception) -> tuple[Outcome, list[str]]:
    from toscaparser.common.exception import ExceptionCollector, InvalidTemplateVersion  # noqa: PLC0415

    collected = ExceptionCollector.getExceptions() or [error]
    unsupported = any(isinstance(each, InvalidTemplateVersion) for each in collected)
    outcome = Outcome.VERSION_NOT_SUPPORTED if unsupported else Outcome.REFUSES
    return outcome, [_named(each) for each in collected]


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
