"""A stand-in for Marathon and Chronos. It is neither: there is no Mesos below it, and it runs no containers.

It speaks the HTTP API of Marathon 1.5 and later (apps, groups, deployments, queue, tasks, info, ping), the one of
Chronos 3, and the files of Mesos's agents. It checks each body against the official schemas and against the rules of
Marathon's own validation, and refuses what it does not know. Deployments, tasks, health checks, offers and volumes are
played step by step by a thread. What an image does is told by its name, see :mod:`tests.standins.marathon.images`.
"""
