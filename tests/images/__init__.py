"""Makes the base images that examples build on, without a registry."""
