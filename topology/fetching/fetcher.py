"""Brings the files that an import policy allows: from folders that were named, and from hosts that were named.

What comes is bytes and nothing more; it is never run, unpacked or written. Proxies and credentials of the environment
are not used.
"""

import time
from pathlib import Path
from ssl import SSLContext

from topology.fetching.addresses import Resolver, look_up
from topology.fetching.limits import Deadline, FetchLimits
from topology.fetching.web import Redirect, Web
from topology.import_policy import ImportPolicy
from topology.sources import DirectorySources, SourceRefused


class PolicyFetcher:
    """A ``Fetcher`` for one command or request. A file is fetched once; ``resolve`` and ``tls`` are for tests."""

    def __init__(
        self,
        policy: ImportPolicy,
        *,
        limits: FetchLimits | None = None,
        resolve: Resolver = look_up,
        tls: SSLContext | None = None,
    ) -> None:
        self._policy = policy
        self._limits = limits or FetchLimits()
        self._web = Web(sorted(policy.networks), self._limits, resolve, tls)
        self._seconds = self._limits.all_seconds
        self._fetched: dict[str, bytes] = {}

    def fetch(self, url: str) -> bytes:
        """The content at a place of the policy. Raises :class:`SourceRefused` (TS201, TS204, TS208 to TS214)."""
        if url not in self._fetched:
            scheme, _, rest = url.partition("://")
            self._fetched[url] = self._from_web(url) if scheme in ("https", "http") else self._from_folder(scheme, rest)
        return self._fetched[url]

    def _from_folder(self, scheme: str, rest: str) -> bytes:
        name, _, path = rest.partition("/")
        folder = self._folder(scheme, name)
        if folder is None:
            raise SourceRefused(f"there is no {scheme} `{name}`", code="TS210")
        try:
            return DirectorySources(Path(folder), max_file_size=self._limits.size).read(path)
        except FileNotFoundError:
            raise SourceRefused("it is not there", code="TS201") from None

    def _folder(self, scheme: str, name: str) -> str | None:
        if scheme == "repository":
            return self._policy.repositories.get(name)
        source = self._policy.profiles.get(name)
        return None if source is None else source.folder

    def _from_web(self, url: str) -> bytes:
        """Follow redirects until there is a file. The policy judges each address anew."""
        started = time.monotonic()
        deadline = Deadline(min(self._limits.seconds, self._seconds))
        try:
            for _ in range(self._limits.redirects + 1):
                found = self._web.get(self._policy.resolve_url(url), deadline)
                if not isinstance(found, Redirect):
                    return found
                url = found.url
            raise SourceRefused(f"there are more than {self._limits.redirects} redirects", code="TS214")
        except TimeoutError:
            raise SourceRefused(f"it takes longer than {self._limits.seconds:g} seconds", code="TS214") from None
        finally:
            self._seconds -= time.monotonic() - started
