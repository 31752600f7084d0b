"""Users and groups as numbers, as an image's own files have them: passwd(5), group(5)."""

from collections.abc import Iterator
from dataclasses import dataclass

from provisioners.outputs.contract import LocalImage

LARGEST = 2**32 - 2


class UnknownUser(LookupError):
    """The name is not in the image, or the image is not at hand; the message is a clause for people."""


@dataclass(frozen=True, slots=True)
class User:
    """Who runs a process."""

    uid: int = 0
    gid: int = 0
    groups: tuple[int, ...] = ()


def user_of(text: str, image: LocalImage | None) -> User:
    """The user of ``name``, ``number``, ``name:group`` and so on; root for no text. Raises :class:`UnknownUser`."""
    name, _, group = (text or "0").partition(":")
    accounts = list(_lines(image.passwd, 4)) if image is not None else []
    groups = list(_lines(image.group, 3)) if image is not None else []
    account = next((each for each in accounts if name in (each[0], each[2])), None)
    uid = _number(name or "0", account[2] if account else None, "user")
    if group:
        found = next((each for each in groups if each[0] == group), None)
        return User(uid, _number(group, found[2] if found else None, "group"))
    if account is None:
        return User(uid)
    more = (int(each[2]) for each in groups if account[0] in "".join(each[3:]).split(","))
    return User(uid, int(account[3]), tuple(sorted(set(more) - {int(account[3])})))


def _number(text: str, known: str | None, what: str) -> int:
    found = text if text.isascii() and text.isdecimal() else known
    if found is None or int(found) > LARGEST:
        raise UnknownUser(f"the image has no {what} {text!r}")
    return int(found)


def _lines(text: str, fields: int) -> Iterator[list[str]]:
    for line in text.splitlines():
        parts = line.split(":")
        if len(parts) >= fields and all(part.isdecimal() for part in parts[2:fields]):
            yield parts
