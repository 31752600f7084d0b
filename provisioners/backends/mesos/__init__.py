"""Apache Mesos: a Marathon group for a deployment's containers, and Chronos for its jobs."""

from provisioners.backends.mesos.backend import backend

__all__ = ["backend"]
