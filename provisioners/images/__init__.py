"""Container images on their way to a platform: made from a Dockerfile, pushed to a registry, pinned by digest."""
