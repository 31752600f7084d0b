"""Compose projects of the documented subset, each in its long form and as somebody might have written it."""

import re
import shlex
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from hypothesis import strategies as st

Data = dict[str, Any]

NAMES = st.from_regex(r"[a-z][a-z0-9]{2,7}", fullmatch=True)
SERVICES = st.from_regex(r"s[a-z]{2,5}", fullmatch=True)
TEXTS = st.text(st.sampled_from(string.ascii_letters + string.digits + " -_.,:;/=#'\"{}[]&*!|>%@`\\$é\n"), max_size=12)
WORDS = st.text(st.sampled_from(string.ascii_letters + string.digits + " -_./=:'\"\\"), min_size=1, max_size=10)
VARIABLES = st.from_regex(r"[A-Z][A-Z0-9_]{1,6}X", fullmatch=True)
PATHS = st.from_regex(r"(/[a-z][a-z0-9.]{1,5}){1,3}", fullmatch=True)
PORTS = st.integers(1, 65535)
TIMES = st.sampled_from([("90s", "1m30s"), ("5s", "5s"), ("500ms", "0.5s"), ("3600s", "1h"), ("61s", "61s")])
SIZES = st.sampled_from([(536870912, "512m"), (1073741824, "1gb"), (1536, "1.5k"), (1000, "1000"), (1024, "1KiB")])
CONDITIONS = ("service_started", "service_healthy", "service_completed_successfully")


@dataclass(frozen=True)
class Project:
    """A project: what it means, its file, and the files beside it."""

    long: Data
    written: Data
    files: Mapping[str, str]

    @property
    def text(self) -> str:
        return yaml.dump(self.written, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


class _Dumper(yaml.SafeDumper):
    """Quotes all but plain words: PyYAML and Compose do not agree on which texts are numbers."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    is_word = re.fullmatch(r"[a-z][a-z_]+", text) and text not in ("null", "true", "false")
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if is_word else '"')


_Dumper.add_representer(str, _represent_text)


def escaped(text: str) -> str:
    return text.replace("$", "$$")


@st.composite
def environment(draw: st.DrawFn) -> tuple[Data, Any]:
    texts = draw(st.dictionaries(VARIABLES, TEXTS, max_size=4))
    long: Data = {name: escaped(text) for name, text in texts.items()}
    if draw(st.booleans()):
        return long, [f"{name}={text}" for name, text in long.items()]
    written: Data = dict(long)
    odd = st.sampled_from([("7", 7), ("true", True), ("1.5", 1.5), ("-3", -3), ("1e+06", 1e6)])
    for name, (meant, data) in draw(st.dictionaries(VARIABLES, odd, max_size=2)).items():
        long[name], written[name] = meant, data
    return long, written


@st.composite
def ports(draw: st.DrawFn, taken: set[int]) -> tuple[list[Data], list[Any]]:
    long, written = [], []
    for target in draw(st.lists(PORTS, max_size=3, unique=True)):
        published = draw(st.none() | PORTS.filter(lambda port: port not in taken))
        address = draw(st.sampled_from([None, "127.0.0.1", "10.1.2.3", "::1"]))
        protocol = draw(st.sampled_from(["tcp", "udp"]))
        taken.add(published or 0)
        port: Data = {"target": target, "protocol": protocol}
        port |= {"published": str(published)} if published else {}
        port |= {"host_ip": address} if address else {}
        long.append(port)
        shown = f"[{address}]" if address and ":" in address else address
        head = f"{shown}:{published or ''}:" if address else f"{published}:" if published else ""
        short = f"{head}{target}{'/udp' if protocol == 'udp' else draw(st.sampled_from(['', '/tcp']))}"
        written.append(draw(st.sampled_from([port, short])))
    return long, written


@st.composite
def command(draw: st.DrawFn) -> tuple[list[str], Any]:
    words = draw(st.lists(WORDS, min_size=1, max_size=4))
    return words, draw(st.sampled_from([words, shlex.join(words)]))


@st.composite
def health(draw: st.DrawFn) -> tuple[Data, Data]:
    words = [escaped(word) for word in draw(st.lists(TEXTS.filter(bool), min_size=1, max_size=3))]
    kind = draw(st.sampled_from(["CMD", "CMD-SHELL", "text"]))
    test = ["CMD", *words] if kind == "CMD" else ["CMD-SHELL", words[0]]
    long: Data = {"test": test}
    written: Data = {"test": words[0] if kind == "text" else test}
    for key in draw(st.lists(st.sampled_from(["interval", "timeout", "start_period"]), unique=True)):
        long[key], written[key] = draw(TIMES)
    if draw(st.booleans()):
        long["retries"] = written["retries"] = draw(st.integers(1, 9))
    return long, written


@st.composite
def mounts(draw: st.DrawFn, volumes: list[str]) -> tuple[list[Data], list[Any]]:
    long, written = [], []
    for target in draw(st.lists(PATHS, max_size=3, unique=True)):
        kind = draw(st.sampled_from(["volume", "bind", "anonymous"] if volumes else ["bind", "anonymous"]))
        source = draw(st.sampled_from(volumes)) if kind == "volume" else draw(PATHS) if kind == "bind" else ""
        mount: Data = {"type": "bind" if kind == "bind" else "volume", "target": target}
        mount |= {"source": source} if source else {}
        long.append(mount)
        short = f"{source}:{target}{draw(st.sampled_from(['', ':rw', ':ro']))}" if source else target
        written.append(draw(st.sampled_from([mount, short])))
    return long, written


@st.composite
def deploy(draw: st.DrawFn, has_ports: bool) -> tuple[Data, Data]:
    """Numbers and bounds, the second part as keys of the service."""
    long: Data = {"replicas": 1 if has_ports else draw(st.integers(1, 4))}
    processors, (size, size_text) = draw(st.sampled_from(["0.5", "1", "2.25"])), draw(SIZES)
    if not draw(st.booleans()):
        return {"deploy": long}, {"deploy": dict(long)}
    resources = {"limits": {"cpus": processors, "memory": str(size)}}
    written = {"limits": {"cpus": draw(st.sampled_from([processors, float(processors)])), "memory": size_text}}
    if draw(st.booleans()):
        return (
            {"deploy": {**long, "resources": resources}},
            {"scale": long["replicas"], "cpus": float(processors), "mem_limit": size_text},
        )
    return {"deploy": {**long, "resources": resources}}, {"deploy": {**long, "resources": written}}


RESTARTS = st.sampled_from([("no", "no"), ("always", "always"), ("unless-stopped", "unless-stopped"), (None, "no")])


@st.composite
def service(draw: st.DrawFn, volumes: list[str], networks: list[str], taken: set[int]) -> tuple[Data, Data]:
    long: Data = {"image": draw(st.sampled_from(["nginx:1.27", "ghcr.io/a/b@sha256:" + "a" * 64, "shop/web"]))}
    written: Data = dict(long)

    def put(key: str, pair: tuple[Any, Any]) -> None:
        if pair[0] and draw(st.booleans()):
            long[key], written[key] = pair

    put("environment", draw(environment()))
    put("ports", draw(ports(taken)))
    put("command", draw(command()))
    put("entrypoint", draw(command()))
    put("healthcheck", draw(health()))
    put("volumes", draw(mounts(volumes)))
    put("stop_grace_period", draw(TIMES))
    put("user", draw(st.sampled_from([("app:app", "app:app"), ("1000:1000", "1000:1000")])))
    put("working_dir", (draw(PATHS),) * 2)
    put("cap_add", (draw(st.lists(st.sampled_from(["NET_ADMIN", "SYS_TIME"]), unique=True)),) * 2)
    put("privileged", draw(st.sampled_from([(True, True), (True, "true")])))
    joined = draw(st.lists(st.sampled_from(networks), unique=True)) if networks else []
    put("networks", (dict.fromkeys(joined), draw(st.sampled_from([joined, dict.fromkeys(joined)]))))
    meant, said = draw(RESTARTS)
    long["restart"] = said
    written |= {"restart": meant} if meant else {}
    bounds = draw(deploy("ports" in long))
    return long | bounds[0], written | bounds[1]


@st.composite
def depend(draw: st.DrawFn, services: dict[str, tuple[Data, Data]]) -> None:
    """Let services wait for earlier ones, with the conditions that a template can say."""
    names = list(services)
    jobs = {name for name, (meant, _) in services.items() if meant["restart"] == "no" and draw(st.booleans())}
    for number, name in enumerate(names):
        own = set(services[name][0].get("networks", ["default"]))
        near = [other for other in names[:number] if own & set(services[other][0].get("networks", ["default"]))]
        others = draw(st.lists(st.sampled_from(near), unique=True, max_size=2)) if near else []
        long = {}
        for other in others:
            meant, _ = services[other]
            long[other] = {"condition": CONDITIONS[2 if other in jobs else "healthcheck" in meant]}
        if not long:
            continue
        services[name][0]["depends_on"] = long
        is_plain = all(each["condition"] == CONDITIONS[0] for each in long.values())
        services[name][1]["depends_on"] = list(long) if is_plain and draw(st.booleans()) else long


@st.composite
def projects(draw: st.DrawFn) -> Project:
    volumes = draw(st.lists(NAMES.map(lambda name: f"v{name}"), max_size=2, unique=True))
    networks = draw(st.lists(NAMES.map(lambda name: f"n{name}"), max_size=2, unique=True))
    taken: set[int] = set()
    names = draw(st.lists(SERVICES, min_size=1, max_size=3, unique=True))
    services = {name: draw(service(volumes, networks, taken)) for name in names}
    draw(depend(services))
    files = _add_env_file(draw, services)
    long: Data = {"services": {name: pair[0] for name, pair in services.items()}}
    written: Data = {"services": {name: pair[1] for name, pair in services.items()}}
    _add_files(draw, long, written)
    rest: Data = {"volumes": dict.fromkeys(volumes), "networks": {name: {"internal": True} for name in networks}}
    return Project(long | rest, written | {key: value for key, value in rest.items() if value}, files)


def _add_env_file(draw: st.DrawFn, services: dict[str, tuple[Data, Data]]) -> dict[str, str]:
    """Give the first service a file of variables; what the service says itself goes before it."""
    texts = draw(
        st.dictionaries(VARIABLES, st.text(st.sampled_from(string.ascii_letters + " -_=:/'"), max_size=8), max_size=3)
    )
    if not texts or draw(st.booleans()):
        return {}
    long, written = next(iter(services.values()))
    long["environment"] = {**texts, **long.get("environment", {})}
    written["env_file"] = draw(st.sampled_from(["my.env", ["my.env"], [{"path": "my.env", "required": True}]]))
    quoted = [
        f'export {name}="{text}"' if draw(st.booleans()) else f"{name}='{text}'"
        for name, text in texts.items()
        if "'" not in text
    ]
    plain = [f'{name}="{text}"' for name, text in texts.items() if "'" in text]
    return {"my.env": "\n".join(["# variables", "", *quoted, *plain]) + "\n"}


def _add_files(draw: st.DrawFn, long: Data, written: Data) -> None:
    """Give the first service a secret and a configuration."""
    name = next(iter(long["services"]))
    contents = draw(st.dictionaries(NAMES, TEXTS.filter(lambda text: text.strip()), max_size=2))
    if not contents:
        return
    for key, text in contents.items():
        for project in (long, written):
            project.setdefault("configs", {})[key] = {"content": escaped(text)}
        use: Data = {"source": key, "target": f"/etc/{key}"}
        short: Any = key if draw(st.booleans()) else use
        long["services"][name].setdefault("configs", []).append(
            use if short is use else {"source": key, "target": f"/{key}"}
        )
        written["services"][name].setdefault("configs", []).append(short)
