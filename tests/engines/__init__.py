"""Sets up what the tests talk to: Debian packages, a Docker Engine with Compose v2, PostgreSQL and Redis.

Standard library only: the modules run before anything is installed.
"""
