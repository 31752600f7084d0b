"""The ASGI application that uvicorn serves."""

import os

from django.core.asgi import get_asgi_application

from webui.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toposmith.settings")

application = BodyLimit(get_asgi_application())
