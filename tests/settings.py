"""The project's settings with throw-away keys and folders for tests."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("TOPOSMITH_SECRET_KEY", "only-for-tests")
os.environ.setdefault("TOPOSMITH_DIGEST_KEY", "only-for-tests")
os.environ.setdefault("TOPOSMITH_SEAL_PUBLIC_KEY", "-c2dccA0DUu32-qnzvtZeYhtbkMLQRBm9xDKuqqmrWY=")
os.environ.setdefault("TOPOSMITH_SEAL_PRIVATE_KEYS", "SEuxJ6MbFeCVyeweiaw2YZCeDyUiHn6kPvMj9bj9V20=")
if "TOPOSMITH_HOME" not in os.environ:  # the processes that tests start get it from theirs
    os.environ["TOPOSMITH_HOME"] = tempfile.mkdtemp(prefix="toposmith-tests-")
    atexit.register(shutil.rmtree, os.environ["TOPOSMITH_HOME"], ignore_errors=True)

from toposmith.settings import *  # noqa: F403 - the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Threads of a test share a file as processes do; a database in memory locks differently.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}  # noqa: F405
