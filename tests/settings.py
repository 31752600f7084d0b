"""The project's settings with throw-away keys and folders for tests."""

import os
import tempfile

os.environ.setdefault("TOPOSMITH_SECRET_KEY", "only-for-tests")
os.environ.setdefault("TOPOSMITH_DIGEST_KEY", "only-for-tests")
os.environ.setdefault("TOPOSMITH_HOME", tempfile.mkdtemp(prefix="toposmith-tests-"))

from toposmith.settings import *  # noqa: F403 - the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
