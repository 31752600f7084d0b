"""The secret store of DC/OS Enterprise, as the stand-in has it, and what tasks get of it."""

from collections.abc import Mapping
from typing import Any

from tests.standins.marathon.refusals import Refused, bad

MOST_BYTES = 1_000_000


class SecretStore:
    """Secrets by path. One that is there is not overwritten by putting it again."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def put(self, path: str, body: Any) -> None:
        if not isinstance(body, Mapping) or set(body) != {"value"} or not isinstance(body["value"], str):
            raise bad("a secret is an object with a value")
        if len(body["value"].encode()) > MOST_BYTES:
            raise bad("a secret is at most one megabyte")
        if path in self.secrets:
            raise Refused(409, {"message": f"{path} exists"})
        self.secrets[path] = body["value"]

    def below(self, path: str) -> list[str]:
        """The names of all secrets below a path. Raises :class:`Refused` where there are none."""
        found = [name.removeprefix(f"{path}/") for name in self.secrets if name.startswith(f"{path}/")]
        if not found:
            raise Refused(404, None)
        return sorted(found)

    def delete(self, path: str) -> None:
        if self.secrets.pop(path, None) is None:
            raise Refused(404, None)

    def environment(self, app: Mapping[str, Any]) -> dict[str, str] | None:
        """The variables of a task; None where one of them refers to a secret that is not there."""
        return self._resolved(app, app["env"])

    def files(self, app: Mapping[str, Any]) -> dict[str, str] | None:
        """The files of a task of a pod by path; None where one refers to a secret that is not there."""
        pod = app.get("pod")
        if pod is None:
            return {}
        held = {item["name"]: item["secret"] for item in pod.get("volumes") or () if "secret" in item}
        mounts = pod["containers"][0].get("volumeMounts") or ()
        wanted = {mount["mountPath"]: {"secret": held[mount["name"]]} for mount in mounts if mount["name"] in held}
        return self._resolved(app, wanted)

    def _resolved(self, app: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, str] | None:
        definitions = app.get("pod", app).get("secrets") or {}
        found = {}
        for name, value in wanted.items():
            text = value if isinstance(value, str) else self.secrets.get(definitions[value["secret"]]["source"])
            if text is None:
                return None
            found[name] = text
        return found
