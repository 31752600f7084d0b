"""A normal form of Compose projects in their long forms, such as ``docker compose config`` writes.

What a template does not say, or says by another name, is left out: the names and labels of objects, whether mounts are
read-only, and what docs/import.md lists as left out.
"""

import json
import os
import posixpath
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Normal = dict[str, Any]


def config(folder: Path, *files: str, variables: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What Compose itself makes of files. Its own messages are not shown; a refusal fails the test."""
    named = [part for file in files for part in ("-f", file)]
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/root"), **(variables or {})}
    command = ["docker", "compose", *named, "config", "--format", "json"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def normal(project: Mapping[str, Any], folder: Path, variables: Mapping[str, str], built: Mapping[str, Any]) -> Normal:
    """The normal form; ``built`` are images by name that are made, with their Dockerfile and context."""
    reading = _Normal(project, folder, variables, built)
    services = {name: reading.service(name, each) for name, each in project["services"].items()}
    joined = {network for each in services.values() for network in each["networks"]} - {"default"}
    networks = {_network(name): each or {} for name, each in (project.get("networks") or {}).items()}
    return {
        "services": services,
        "networks": {
            name: {key: networks[name][key] for key in ("internal", "ipam") if networks[name].get(key)}
            for name in joined
        },
        "volumes": sorted(reading.volumes),
    }


class _Normal:
    def __init__(
        self, project: Mapping[str, Any], folder: Path, variables: Mapping[str, str], built: Mapping[str, Any]
    ) -> None:
        self._project = project
        self._folder = folder
        self._variables = variables
        self._built = built
        self.volumes: set[str] = set()

    def service(self, name: str, service: Mapping[str, Any]) -> Normal:
        found = {
            "image": self._image(service),
            "entrypoint": _literal(service.get("entrypoint") or []),
            "command": _literal(service.get("command") or []),
            "environment": {
                key: _literal(value) for key, value in service.get("environment", {}).items() if value is not None
            },
            "ports": sorted(map(_port, service.get("ports", []))),
            "networks": []
            if "network_mode" in service
            else sorted(map(_network, service.get("networks") or ["default"])),
            "depends_on": {
                other: each["condition"]
                for other, each in service.get("depends_on", {}).items()
                if other in self._project["services"]
            },
            "healthcheck": _health(service.get("healthcheck")),
            "restart": service.get("restart") or _restart(service.get("deploy", {})),
            **_deploy(service),
            "stop_grace_period": seconds(service.get("stop_grace_period", "10s")),
            "secrets": self._files(service, "secrets", "/run/secrets"),
            "configs": self._files(service, "configs", "/"),
        }
        found["secrets"], others = _split(found["secrets"])
        mounts = [self._mount(name, each) for each in service.get("volumes", [])]
        found["configs"] = {**found["configs"], **others, **dict(map(_file, filter(self._is_file, mounts)))}
        found["mounts"] = sorted(each for each in mounts if not self._is_file(each))
        for key in ("user", "working_dir", "privileged", "pid", "ipc", "network_mode", "read_only"):
            found[key] = _literal(service.get(key)) or None
        for key in ("cap_add", "devices"):
            found[key] = sorted(map(str, service.get(key, [])))
        return found

    def _image(self, service: Mapping[str, Any]) -> Any:
        build = service.get("build")
        if build:
            context = os.path.relpath(build["context"], self._folder)
            return [context, posixpath.normpath(posixpath.join(context, build.get("dockerfile", "Dockerfile")))]
        return self._built.get(service["image"], service["image"])

    def _mount(self, name: str, mount: Mapping[str, Any]) -> tuple[str, str, str]:
        source, target = _literal(mount.get("source", "")), _literal(mount["target"])
        if mount["type"] == "volume":
            source = _legal(source or f"{name}-{target}")
            self.volumes.add(source)
        return mount["type"], source, target

    def _is_file(self, mount: tuple[str, str, str]) -> bool:
        """Whether a mount is a file beside the project, which becomes a configuration file."""
        place = Path(mount[1])
        return mount[0] == "bind" and place.is_relative_to(self._folder) and place.is_file()

    def _files(self, service: Mapping[str, Any], section: str, folder: str) -> dict[str, str]:
        uses = service.get(section, [])
        return {
            posixpath.join(folder, use.get("target") or use["source"]): self._content(section, use["source"])
            for use in uses
        }

    def _content(self, section: str, name: str) -> str:
        definition = self._project[section][name]
        if "content" in definition:
            return str(_literal(definition["content"]))
        if "environment" in definition:
            return self._variables.get(definition["environment"], "")
        return Path(definition["file"]).read_text(encoding="utf-8")


def seconds(text: str) -> float:
    """A duration in any of its forms."""
    units = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6}
    return round(sum(float(number) * units[unit] for number, unit in re.findall(r"([\d.]+)(h|ms|m|s|us)", text)), 6)


def _legal(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _network(name: str) -> str:
    """The default network is a node of another name where others are named beside it."""
    return "default" if name == "default-network" else name


def _file(mount: tuple[str, str, str]) -> tuple[str, str]:
    return mount[2], Path(mount[1]).read_text(encoding="utf-8")


def _literal(value: Any) -> Any:
    """What is meant by text in the output, which is a Compose file itself."""
    if isinstance(value, str):
        return value.replace("$$", "$")
    if isinstance(value, Sequence):
        return [_literal(item) for item in value]
    return value


def _port(port: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return (
        port.get("host_ip", "0.0.0.0"),
        str(port.get("published", "")),
        str(port["target"]),
        port.get("protocol", "tcp"),
    )


def _health(check: Mapping[str, Any] | None) -> Any:
    if check is None or check.get("disable") or check.get("test") in (None, ["NONE"]):
        return None
    head, *rest = check["test"]
    command = ["/bin/sh", "-c", *rest] if head == "CMD-SHELL" else rest
    defaults = {"interval": "30s", "timeout": "30s", "start_period": "0s", "retries": 3}
    found = {key: check.get(key, default) for key, default in defaults.items()}
    return _literal(command), {key: value if key == "retries" else seconds(value) for key, value in found.items()}


def _restart(deploy: Mapping[str, Any]) -> str:
    condition = deploy.get("restart_policy", {}).get("condition", "none" if "restart_policy" not in deploy else "any")
    return {"none": "no", "any": "always"}.get(condition, condition)


def _deploy(service: Mapping[str, Any]) -> Normal:
    deploy = service.get("deploy", {})
    resources = deploy.get("resources", {})
    limits, kept = resources.get("limits", {}), resources.get("reservations", {})
    bounds = {
        "cpus": limits.get("cpus") or service.get("cpus"),
        "memory": limits.get("memory") or service.get("mem_limit"),
        "reserved_cpus": kept.get("cpus"),
        "reserved_memory": kept.get("memory") or service.get("mem_reservation"),
    }
    numbers = {key: float(str(value).removesuffix("b")) if value else None for key, value in bounds.items()}
    return {"replicas": deploy.get("replicas", service.get("scale", 1)), **numbers}


def _split(files: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Files below /run/secrets, and those elsewhere, which become configuration files with secret content."""
    inside = {path: text for path, text in files.items() if path.startswith("/run/secrets/")}
    return inside, {path: text for path, text in files.items() if path not in inside}
