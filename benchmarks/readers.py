"""The programs that are compared, each as the command of a whole process that reads one file."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "benchmarks"
PEERS = {"tosca-parser": "2.15.0", "opera-tosca-parser": "0.2.2"}

TOSCA_PARSER = "tosca-parser"
OPERA = "opera-tosca-parser"
LOAD = "load"
PAUSED = "load, collector paused"
VALIDATE = "toposmith validate"

_LOAD = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"
_ASK_TOSCA_PARSER = "import sys; from toscaparser.tosca_template import ToscaTemplate; ToscaTemplate(sys.argv[1])"
_ASK_OPERA = (
    "import sys; from pathlib import PurePath; from opera_tosca_parser.commands.parse import parse; "
    "parse(PurePath(sys.argv[1]), {})"
)


def own_readers(file: Path) -> dict[str, list[str]]:
    """Toposmith's command, and the loads that it is held against."""
    return {
        LOAD: [sys.executable, "-c", _LOAD, str(file)],
        PAUSED: [sys.executable, "-c", f"import gc; gc.disable(); {_LOAD}", str(file)],
        VALIDATE: [str(Path(sys.executable).parent / "toposmith"), "validate", str(file)],
    }


def peers(file: Path) -> dict[str, list[str]]:
    """Other parsers of TOSCA, from the environment that :func:`install_peers` made."""
    python = str(HOME / "peers" / "bin" / "python")
    return {
        TOSCA_PARSER: [python, "-c", _ASK_TOSCA_PARSER, str(file)],
        OPERA: [python, "-c", _ASK_OPERA, str(file)],
    }


def install_peers() -> None:
    """Make an environment with the other parsers.

    Opera pins PyYAML 5, which cannot be built any more, and needs a module that newer setuptools lack.
    """
    if (HOME / "peers" / "ready").exists():
        return
    HOME.mkdir(parents=True, exist_ok=True)
    overrides = HOME / "overrides.txt"
    overrides.write_text("pyyaml>=6.0.2\nsetuptools<80\n")
    uv = str(Path(sys.executable).parent / "uv")
    subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(HOME / "peers")], check=True)
    wanted = [f"{name}=={version}" for name, version in PEERS.items()] + ["setuptools"]
    python = str(HOME / "peers" / "bin" / "python")
    install = [uv, "pip", "install", "--quiet", "--python", python, "--overrides", str(overrides), *wanted]
    subprocess.run(install, check=True)
    (HOME / "peers" / "ready").touch()


def versions() -> dict[str, str]:
    """What was measured: Python, PyYAML with its libyaml, and the parsers."""
    program = "import json, yaml, yaml._yaml as c; print(json.dumps([yaml.__version__, c.get_version_string()]))"
    pyyaml, libyaml = json.loads(subprocess.check_output([sys.executable, "-c", program]))
    return {"Python": sys.version.split()[0], "PyYAML": f"{pyyaml} with libyaml {libyaml}", **PEERS}
