"""``toposmith up``: the web server and a worker on this machine, with nothing else to install."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from toposmith.supervisor.checks import check_disk, check_port, lock
from toposmith.supervisor.engine_check import EngineCheck, check_engine
from toposmith.supervisor.environment import LOCAL_ENGINE, Installation
from toposmith.supervisor.first_rows import FirstRows, bootstrap, migrate
from toposmith.supervisor.keys import load_or_make
from toposmith.supervisor.processes import Supervisor
from toposmith.supervisor.trouble import CannotStart, explain

DEFAULT_PORT = 8000


def main(arguments: Sequence[str]) -> int:
    """Run until Ctrl-C or SIGTERM. Exit status 0 after that, 2 when something stands in the way of starting."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except OSError as error:
        print(explain(error), file=sys.stderr)
    except CannotStart as error:
        print(error, file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="toposmith up", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port to listen on (default: %(default)s)")
    parser.add_argument("--home", type=Path, default=_default_home(), help="folder for all data (default: %(default)s)")
    parser.add_argument(
        "--slots", type=int, default=2, help="steps that the worker runs at once (default: %(default)s)"
    )
    parser.add_argument("--new-password", action="store_true", help="give the administrator a new one-time password")
    return parser


def _default_home() -> Path:
    return Path(os.environ.get("TOPOSMITH_HOME", "var")).absolute()


def _run(options: argparse.Namespace) -> int:
    home = options.home.absolute()
    with lock(home, f"http://{options.host}:{options.port}"):
        check_disk(home)
        check_port(options.host, options.port)
        installation = Installation(home, options.host, options.port, load_or_make(home))
        _say("Preparing the database and the examples ...")
        migrate(installation)
        rows = bootstrap(installation, new_password=options.new_password)
        engine = check_engine(LOCAL_ENGINE)
        supervisor = Supervisor(installation.processes(options.slots), _say)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: supervisor.stop())
        supervisor.run(lambda: _welcome(installation, rows, engine))
        _say("Stopped.")
    return 0


def _welcome(installation: Installation, rows: FirstRows, engine: EngineCheck) -> None:
    if rows.one_time_password:
        hint = f"{rows.one_time_password}   (good for one sign-in; you then choose your own)"
    else:
        hint = "the one you chose   (forgotten: make up NEW_PASSWORD=1)"
    lines = [
        ("Toposmith is up", installation.address),
        ("Sign in as", rows.user),
        ("Password", hint),
        ("Docker Engine", engine.engine),
        ("Compose", engine.compose),
        ("Data and logs", str(installation.home)),
        ("Stop", "Ctrl-C"),
    ]
    _say("\n" + "\n".join(f"  {name + ':':<17} {value}" for name, value in lines) + "\n")


def _say(line: str) -> None:
    print(line, flush=True)
