"""Swarm as a platform."""

from provisioners.backends.swarm.backend import SwarmBackend

backend = SwarmBackend()
