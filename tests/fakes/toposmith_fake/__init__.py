"""A backend for tests whose platform is a folder.

Put ``tests/fakes`` on ``PYTHONPATH`` and the entry point ``fake`` is found. The endpoint ``fake:///path/to/world``
names the folder; :class:`toposmith_fake.world.World` reads and steers it.
"""

from toposmith_fake.backend import FakeBackend

backend = FakeBackend()
