"""Fetching imports from the places that an ``ImportPolicy`` allows. Imported only by who allows any."""

from topology.fetching.fetcher import PolicyFetcher
from topology.fetching.limits import FetchLimits

__all__ = ["FetchLimits", "PolicyFetcher"]
