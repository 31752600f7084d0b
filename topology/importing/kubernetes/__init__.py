"""Kubernetes manifests as drafts of service templates. Source: the API reference of Kubernetes."""
