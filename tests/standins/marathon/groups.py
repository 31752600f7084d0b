"""Updates of groups: which applications there are after one."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.standins.marathon.refusals import invalid
from tests.standins.marathon.world import World

Document = Mapping[str, Any]


class Groups:
    """The tree of groups, which exist by themselves once they were made."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._made: set[str] = set()

    @property
    def all(self) -> set[str]:
        """Those that were made, and those that applications are in."""
        return self._made | {parent for key in (*self._world.apps, *self._made) for parent in parents(key)}

    def update(self, key: str, document: Document, *, force: bool) -> Any:
        """Make a group what a document says. Applications and groups that it does not speak of stay."""
        if document.get("version") or document.get("scaleBy"):
            raise invalid([("/version", "is not played by this stand-in")])
        after = dict(self._world.apps)
        made = set(self._made)
        self._apply(key, document, after, made)
        deployment = self._world.change(after, made | {one for app in after for one in parents(app)}, force=force)
        self._made = made
        return deployment

    def delete(self, key: str, *, force: bool) -> Any:
        """A group with everything in it goes."""
        after = {app: found for app, found in self._world.apps.items() if not app.startswith(f"{key}/")}
        made = {group for group in self._made if group != key and not group.startswith(f"{key}/")}
        deployment = self._world.change(after, made | {one for app in after for one in parents(app)}, force=force)
        self._made = made
        return deployment

    def _apply(self, key: str, document: Document, after: dict[str, Any], made: set[str]) -> None:
        if key in after:
            raise invalid([("/id", f"An app with the path {key} already exists.")])
        made.add(key)
        if "apps" in document:
            for app in [app for app in after if app.rpartition("/")[0] == key and "pod" not in after[app]]:
                del after[app]
            for app in document["apps"]:
                found = absolute(key, app["id"])
                if found.rpartition("/")[0] != key:
                    raise invalid(
                        [("/apps(0)/id", f"identifier {found} is not child of {key}. Hint: use relative paths.")]
                    )
                if found in after:
                    raise invalid([("/apps(0)/id", f"A pod with the path {found} already exists.")])
                after[found] = {**app, "id": found}
        for group in document.get("groups") or ():
            self._apply(absolute(key, group["id"]), group, after, made)


def parents(key: str) -> Iterator[str]:
    """The groups above an id, without the root."""
    while key := key.rpartition("/")[0]:
        yield key


def absolute(base: str, key: str) -> str:
    """An id as seen from a group."""
    return key.rstrip("/") if key.startswith("/") else f"{base.rstrip('/')}/{key}"
