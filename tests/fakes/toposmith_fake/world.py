"""The fake platform: a folder of JSON files that several processes may use at once.

``instances/NAME.json``   what there is, one file for each object, made atomically
``calls.jsonl``           every call's begin and end, in order: phase, verb, address, token, pid
``effects.jsonl``         every change of the world: verb, name, address, token
``control/``              files by which a test steers what happens:

- ``slow`` or ``slow@ADDRESS``: seconds that each call takes before it has an effect
- ``fail@ADDRESS``: JSON with ``message`` and ``transient``; with ``times`` it fails that often and then no more
- ``hold-before@ADDRESS``, ``hold-after@ADDRESS``: the call waits before or after its effect while the file exists,
  and says so by a file ``reached/hold-before@ADDRESS`` that holds the process's number; ``hold-amid@ADDRESS``: between
  two effects of one call; ``hold-outside@ADDRESS``: in the outside command
- ``away``: the platform cannot be reached
- ``outside``: effects are brought about by an outside command through ``Work.run``
"""

import json
import os
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from provisioners.backends.contract import PlatformError

POLL = 0.01
SCHEME = "fake"


class World:
    """The folder behind an endpoint; made when it is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("instances", "control", "reached"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    @classmethod
    def at(cls, url: str) -> "World":
        """The world of an endpoint's URL. Raises :class:`PlatformError` when it is away."""
        parts = urlsplit(url)
        if parts.scheme != SCHEME:
            raise PlatformError(f"not an address of the fake platform: {url}")
        world = cls(Path(unquote(parts.path)))
        if world._control("away").exists():
            raise PlatformError("the platform does not answer", transient=True)
        return world

    @property
    def url(self) -> str:
        return f"{SCHEME}://{quote(str(self.folder))}"

    # What a test does and asks.

    def control(self, name: str, content: object = "") -> None:
        """Write a control file, such as ``control("fail@web", {"message": "no", "transient": False})``."""
        text = content if isinstance(content, str) else json.dumps(content)
        partial = self._control(name).with_suffix(".partial")
        partial.write_text(text)
        partial.rename(self._control(name))

    def release(self, name: str) -> None:
        """Remove a control file."""
        self._control(name).unlink(missing_ok=True)

    def reached(self, name: str) -> bool:
        """Whether a call has come to the hold of that name."""
        return self.reached_by(name) != 0

    def reached_by(self, name: str) -> int:
        """The number of the last process that came to the hold of that name; 0 when none has."""
        text = self._reached(name).read_text() if self._reached(name).exists() else ""
        return int(text) if text.endswith("\n") else 0

    def instances(self) -> dict[str, dict[str, Any]]:
        """All objects by name."""
        return {
            unquote(path.stem): json.loads(path.read_text())
            for path in sorted((self.folder / "instances").glob("*.json"))
        }

    def normalised(self) -> dict[str, dict[str, Any]]:
        """All objects by name without what differs from run to run, to be compared between runs."""
        return {
            name: {key: value for key, value in item.items() if key != "token"}
            for name, item in self.instances().items()
        }

    def calls(self) -> list[dict[str, Any]]:
        """Every begin and end of a call so far."""
        return self._lines("calls.jsonl")

    def effects(self) -> list[dict[str, Any]]:
        """Every change of the world so far."""
        return self._lines("effects.jsonl")

    def effect_counts(self) -> Counter[tuple[str, str]]:
        """How often each (verb, address) changed the world."""
        return Counter((effect["verb"], effect["address"]) for effect in self.effects())

    # What the backend does.

    def begin(self, verb: str, address: str, token: str) -> None:
        """Note a call's begin, then be slow, wait or fail as the control files say."""
        self._call("begin", verb, address, token)
        for name in ("slow", f"slow@{address}"):
            if self._control(name).exists():
                time.sleep(float(self._control(name).read_text()))
        self.hold(f"hold-before@{address}")
        self._fail(address)

    def end(self, verb: str, address: str, token: str) -> None:
        """Wait if told so, then note a call's end."""
        self.hold(f"hold-after@{address}")
        self._call("end", verb, address, token)

    def hold(self, name: str) -> None:
        """Wait while a test holds this place."""
        if self._control(name).exists():
            self._reached(name).write_text(f"{os.getpid()}\n")
        while self._control(name).exists():
            time.sleep(POLL)

    def put(self, name: str, content: Mapping[str, Any]) -> bool:
        """Create an object unless there is one of that name; whether it was created."""
        partial = self.folder / "instances" / f"{quote(name, safe='')}.{os.getpid()}.partial"
        partial.write_text(json.dumps(content, sort_keys=True))
        try:
            os.link(partial, self._instance(name))
        except FileExistsError:
            return False
        finally:
            partial.unlink()
        self._effect("create", name, content)
        return True

    def change(self, name: str, content: Mapping[str, Any]) -> bool:
        """Replace an object's content; whether that was a change.

        Raises :class:`PlatformError` when there is no such object.
        """
        path = self._instance(name)
        if not path.exists():
            raise PlatformError(f"there is no object {name}")
        if json.loads(path.read_text()) == content:
            return False
        partial = path.with_suffix(f".{os.getpid()}.partial")
        partial.write_text(json.dumps(content, sort_keys=True))
        partial.rename(path)
        self._effect("update", name, content)
        return True

    def remove(self, name: str, token: str) -> bool:
        """Delete an object; whether there was one."""
        path = self._instance(name)
        try:
            content = json.loads(path.read_text())
            path.unlink()
        except FileNotFoundError:
            return False
        self._effect("delete", name, {**content, "token": token})
        return True

    @property
    def acts_outside(self) -> bool:
        return self._control("outside").exists()

    def _fail(self, address: str) -> None:
        path = self._control(f"fail@{address}")
        if not path.exists():
            return
        order = json.loads(path.read_text())
        if "times" in order:
            order["times"] -= 1
            self.control(path.name, order)
            if order["times"] <= 0:
                path.unlink()
        raise PlatformError(order["message"], transient=order.get("transient", False), addresses=(address,))

    def _call(self, phase: str, verb: str, address: str, token: str) -> None:
        self._append(
            "calls.jsonl", {"phase": phase, "verb": verb, "address": address, "token": token, "pid": os.getpid()}
        )

    def _effect(self, verb: str, name: str, content: Mapping[str, Any]) -> None:
        line = {"verb": verb, "name": name, "address": content["address"], "token": content["token"]}
        self._append("effects.jsonl", line)

    def _append(self, name: str, line: Mapping[str, Any]) -> None:
        handle = os.open(self.folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, (json.dumps(line) + "\n").encode())
        finally:
            os.close(handle)

    def _lines(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / name
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def _control(self, name: str) -> Path:
        return self.folder / "control" / quote(unquote(name), safe="@")

    def _reached(self, name: str) -> Path:
        return self.folder / "reached" / quote(name, safe="@")

    def _instance(self, name: str) -> Path:
        return self.folder / "instances" / f"{quote(name, safe='')}.json"
