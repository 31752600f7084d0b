"""Service templates from what people have already: Compose files and Kubernetes manifests."""
