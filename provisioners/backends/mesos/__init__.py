"""Apache Mesos: a Marathon group for a deployment's containers, and Chronos for its jobs."""

from provisioners.backends.mesos.backend import MesosBackend

backend = MesosBackend()
