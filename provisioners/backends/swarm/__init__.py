"""Swarm as a platform."""

from provisioners.backends.swarm.backend import backend

__all__ = ["backend"]
