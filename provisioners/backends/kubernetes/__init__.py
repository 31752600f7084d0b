"""Kubernetes: manifests for a deployment, applied in waves or at once by server-side apply and observed by labels."""

from provisioners.backends.kubernetes.backend import backend

__all__ = ["backend"]
