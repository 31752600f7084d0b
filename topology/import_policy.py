"""What a template may import from outside of its own files: nothing, unless it is allowed by name.

A *place* is a text that names one file: a path for the template's own files, and for others an address such as
``https://example.org/types.yaml``, ``repository://NAME/types.yaml`` or ``profile://NAME/profile.yaml``.
Source: TOSCA Simple Profile 1.3, section 3.6.8.2.4; TOSCA 2.0, section 6.8.2.
"""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from topology.record import ValueRecord, field
from topology.sources import SourceRefused

_WEB = ("https://", "http://")
_UNFIT = re.compile(r"[^\x21-\x7e]|[#\\\"<>^`{|}]|%(?:2e|2f|5c|00)|/\.\.?(?=[/?]|$)", re.IGNORECASE)
_PORTS = {"https": 443, "http": 80}


class ProfileSource(ValueRecord):
    """A folder that holds a profile, and the file of it with which reading begins."""

    folder: str
    entry: str


class ImportPolicy(ValueRecord):
    """Which places outside may be imported. The empty policy allows none.

    ``hosts`` are origins such as ``https://example.org``, as :func:`origin_of` gives them. ``networks`` are the private
    networks, such as ``10.1.0.0/16``, whose addresses may be connected to. ``repositories`` maps a repository's name to
    a folder or to the canonical address with which its files begin.
    """

    hosts: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    repositories: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, ProfileSource] = field(default_factory=dict)

    def resolve_url(self, url: str) -> str:
        """The place of an address. Raises :class:`SourceRefused` (TS202, TS208, TS209) when it is not allowed."""
        if not self.hosts and not self.repositories:
            help_text = "Put a copy of the file into the template's folder and import that."
            raise SourceRefused("nothing is fetched unless its host is allowed", code="TS202", help=help_text)
        place = canonical(url)
        origin = origin_of(place)
        if origin in self.hosts or self._is_in_a_repository(place):
            return place
        help_text = (
            f"Put a copy into the template's folder, or allow it: --allow-host {origin.removeprefix('https://')}."
        )
        raise SourceRefused(f"the host `{origin}` is not allowed", code="TS208", help=help_text)

    def resolve_repository(self, name: str, declared_url: str | None, file: str) -> str:
        """The place of a file of a repository: where the policy says, else at the address that the template declares.

        Raises :class:`SourceRefused` (TS203, TS210, and as :meth:`resolve_url`).
        """
        place = self.repositories.get(name)
        if place is not None:
            base = place if place.startswith(_WEB) else f"repository://{name}"
            return _inside(base, file.lstrip("/"))
        if declared_url is None or not declared_url.lower().startswith(_WEB):
            help_text = f"Say where it is: --repository {name}=FOLDER."
            raise SourceRefused(f"the repository `{name}` is not allowed", code="TS210", help=help_text)
        return self.resolve_url(_inside(declared_url, file.lstrip("/")))

    def resolve_profile(self, name: str) -> str:
        """The place of a profile's entry file. Raises :class:`SourceRefused` (TS211) for one that is not known."""
        source = self.profiles.get(name)
        if source is None:
            help_text = f"Say where it is: --profile-source {name}=FOLDER."
            raise SourceRefused(f"there is no profile `{name}`", code="TS211", help=help_text)
        return _inside(f"profile://{name}", source.entry)

    def resolve_relative(self, importer: str, file: str) -> str:
        """The place of a path in a file that itself came from outside. Raises as :meth:`resolve_url`, and TS203."""
        if importer.startswith(_WEB):
            return self.resolve_url(joined_url(importer, file))
        scheme, _, rest = importer.partition("://")
        name, _, path = rest.partition("/")
        joined = file.lstrip("/") if file.startswith("/") else posixpath.join(posixpath.dirname(path), file)
        return _inside(f"{scheme}://{name}", joined)

    def _is_in_a_repository(self, place: str) -> bool:
        bases = (base for base in self.repositories.values() if base.startswith(_WEB))
        return any(place.startswith(f"{base.rstrip('/')}/") for base in bases)


NOTHING_OUTSIDE = ImportPolicy()


def canonical(address: str) -> str:
    """The one form of an address: scheme and host in lower case, and the port only where it is unusual.

    Raises :class:`SourceRefused` (TS209) for what is no address of a web server, and for one with a user's name in it.
    """
    if _UNFIT.search(address):
        raise SourceRefused("the address holds something that is not allowed there", code="TS209")
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        raise SourceRefused("this is not an address", code="TS209") from None
    if scheme not in _PORTS or not host or parts.username is not None:
        raise SourceRefused("the address has to be of the form https://HOST/PATH", code="TS209")
    shown = f"[{host}]" if ":" in host else host.rstrip(".")
    unusual = "" if port in (None, _PORTS[scheme]) else f":{port}"
    return f"{scheme}://{shown}{unusual}{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def joined_url(base: str, reference: str) -> str:
    """What a reference at an address leads to, not yet judged. Raises :class:`SourceRefused` (TS209) for no address."""
    try:
        return urljoin(base, reference)
    except ValueError:
        raise SourceRefused("this is not an address", code="TS209") from None


def origin_of(place: str) -> str:
    """Scheme, host and any unusual port of a canonical address, such as ``http://[::1]:8080``."""
    return "/".join(place.split("/", 3)[:3])


def _inside(base: str, path: str) -> str:
    """A path below a base; one that leads out of it is refused, and so is one that no file can have."""
    target = posixpath.normpath(path)
    if "\\" in path or "\0" in path or target in ("..", ".") or target.startswith(("../", "/")):
        raise SourceRefused("it leads out of the repository", code="TS203")
    return f"{base.rstrip('/')}/{target}"
