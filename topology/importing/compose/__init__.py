"""Compose files as drafts of service templates.

Source: the Compose Specification, https://github.com/compose-spec/compose-spec/blob/main/spec.md.
"""
