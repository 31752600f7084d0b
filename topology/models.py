"""Stored service templates: versions that never change, made of content-addressed files."""

import uuid

from django.db import models


class Blob(models.Model):
    """Bytes by their SHA-256, once per team."""

    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    data = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "digest"], name="one_blob_per_content")]


class ServiceTemplate(models.Model):
    """A named service template of a team. A substitute may stand for abstract nodes of the team's other templates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    is_substitute = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="one_template_per_name")]


class TemplateVersion(models.Model):
    """One immutable state of a template's files.

    ``graph`` is the stored form of the topology graph, read without inputs; null when there are errors.
    ``diagnostics`` are stored as the ``json`` output format writes them. ``substitutes`` are those of the files that
    stand for abstract nodes; those of other templates are kept with this version, so that it never changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    template = models.ForeignKey(ServiceTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    entry = models.CharField(max_length=500)
    graph = models.JSONField(null=True)
    diagnostics = models.JSONField(default=list)
    substitutes = models.JSONField(default=list)
    author = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="one_version_per_number")]


class TemplateFile(models.Model):
    """A file of a version: its normalised path and its content."""

    version = models.ForeignKey(TemplateVersion, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=500)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["version", "path"], name="one_file_per_path")]
