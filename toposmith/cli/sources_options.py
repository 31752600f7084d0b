"""The options with which a user lets a template import from outside of its folder, each place by name."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from topology.import_policy import ImportPolicy, ProfileSource, canonical, origin_of
from topology.sources import Fetcher, SourceRefused
from toposmith.cli.exits import CommandError

_WEB = ("https://", "http://")


class Outside(NamedTuple):
    """What may be imported from outside, and what brings it."""

    policy: ImportPolicy
    fetcher: Fetcher


def add_source_options(parser: ArgumentParser) -> None:
    """Add the three options. Their values are lists; :func:`outside_from` takes them."""
    group = parser.add_argument_group(
        "imports from outside", "Nothing is read or fetched from elsewhere without these."
    )
    group.add_argument(
        "--repository",
        action="append",
        default=[],
        metavar="NAME=URL-or-DIR",
        help="where the files of a repository are that the template names",
    )
    group.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST",
        help="a host from which imports may be fetched by https; http://HOST for plain http; an address or a network "
        "(10.1.0.0/16) lets hosts be reached there that are not public",
    )
    group.add_argument(
        "--profile-source",
        action="append",
        default=[],
        metavar="NAME=DIR",
        help="the folder of a profile that the template imports by name",
    )


def outside_from(repositories: Sequence[str], hosts: Sequence[str], profiles: Sequence[str]) -> Outside | None:
    """What the values of the three options allow, None for nothing. Raises :class:`CommandError` for a wrong one."""
    if not (repositories or hosts or profiles):
        return None
    from topology.fetching import PolicyFetcher  # noqa: PLC0415 - only needed where something is allowed

    places = dict(_repository(value) for value in repositories)
    allowed = [_host(value) for value in hosts]
    listed = [network for _, network in allowed] + [_literal_host(place) for place in places.values()]
    policy = ImportPolicy(
        hosts=frozenset(origin for origin, _ in allowed if origin is not None),
        networks=frozenset(network for network in listed if network is not None),
        repositories=places,
        profiles=dict(_profile(value) for value in profiles),
    )
    return Outside(policy, PolicyFetcher(policy))


def _pair(option: str, value: str) -> tuple[str, str]:
    name, equals, place = value.partition("=")
    if not equals or not name or not place or "/" in name:
        raise CommandError(f"{option} {value!r}: write NAME=PLACE")
    return name, place


def _repository(value: str) -> tuple[str, str]:
    name, place = _pair("--repository", value)
    if place.lower().startswith(_WEB):
        return name, _address("--repository", place)
    _folder("--repository", place)
    return name, place


def _profile(value: str) -> tuple[str, ProfileSource]:
    from topology.csar import folder_entry  # noqa: PLC0415 - only needed for profiles

    name, place = _pair("--profile-source", value)
    entry = folder_entry(_folder("--profile-source", place), place)
    if entry.path is None:
        reason = entry.diagnostic.message if entry.diagnostic is not None else "it cannot be told where it begins"
        raise CommandError(f"--profile-source {place}: {reason}")
    return name, ProfileSource(place, entry.path)


def _folder(option: str, place: str) -> Path:
    folder = Path(place)
    if not folder.is_dir():
        raise CommandError(f"{option} {place}: is no folder")
    return folder


def _host(value: str) -> tuple[str | None, str | None]:
    """The origin that a value allows, and the network that it lists: a value is a host, an address, or a network."""
    rest = value.rpartition("://")[2].rstrip("/")
    if "/" in rest:
        network = _network(value)
        if network is None:
            raise CommandError(f"--allow-host {value}: write a host, without a path, or a network such as 10.1.0.0/16")
        return None, network
    shown = f"[{rest}]" if rest.count(":") > 1 and not rest.startswith("[") else rest
    scheme = value.partition("://")[0] if "://" in value else "https"
    origin = origin_of(_address("--allow-host", f"{scheme}://{shown}"))
    return origin, _literal_host(origin)


def _address(option: str, address: str) -> str:
    try:
        return canonical(address)
    except SourceRefused as refused:
        raise CommandError(f"{option} {address}: {refused}") from None


def _literal_host(place: str) -> str | None:
    """The address that stands in the place of a host's name, as a network; None for a name, and for a folder."""
    return _network(urlsplit(place).hostname or "") if place.startswith(_WEB) else None


def _network(text: str) -> str | None:
    from ipaddress import ip_network  # noqa: PLC0415 - only needed where something is allowed

    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        return None
