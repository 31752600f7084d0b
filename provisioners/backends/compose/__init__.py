"""Docker Compose v2: one Compose file for a deployment, applied at once and observed by labels."""

from provisioners.backends.compose.backend import backend

__all__ = ["backend"]
