# The server's images: `web`, and `worker`, which alone holds Docker's commands and speaks to platforms.
FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates python3-venv
RUN python3 -m venv /opt/build && python3 -m venv /opt/toposmith
ENV PATH=/opt/build/bin:$PATH
WORKDIR /source
COPY requirements requirements
RUN pip install --no-cache-dir --require-hashes -r requirements/build.txt -r requirements/node.txt
RUN /opt/toposmith/bin/pip install --no-cache-dir --require-hashes -r requirements/server.txt
COPY webui/frontend/package.json webui/frontend/package-lock.json webui/frontend/
RUN npm --prefix webui/frontend ci --no-audit --no-fund
COPY . .
RUN npm --prefix webui/frontend run build \
    && pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
    && /opt/toposmith/bin/pip install --no-cache-dir --no-deps /wheel/*.whl \
    && cp -r tosca-templates /opt/toposmith/lib/python3.*/site-packages/

FROM debian:trixie-slim AS web
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/toposmith toposmith
COPY --from=build /opt/toposmith /opt/toposmith
ENV DJANGO_SETTINGS_MODULE=toposmith.settings \
    PATH=/opt/toposmith/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TOPOSMITH_HOME=/var/lib/toposmith
WORKDIR /var/lib/toposmith
USER toposmith
EXPOSE 8000
CMD ["uvicorn", "toposmith.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--lifespan", "off", \
     "--timeout-graceful-shutdown", "10"]

FROM web AS worker
USER root
RUN apt-get update \
    && apt-get install -y --no-install-recommends docker-cli docker-compose \
    && rm -rf /var/lib/apt/lists/*
USER toposmith
CMD ["celery", "-A", "toposmith", "worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
