"""Users, teams, memberships and tokens. Every other stored row belongs to a team."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person or a pipeline. A one-time password must be replaced at the first sign-in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    password_is_one_time = models.BooleanField(default=False)


class Team(models.Model):
    """The owner of everything that is stored. Quotas of 0 mean no limit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80, unique=True)
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(
        User, through="Membership", related_name="teams"
    )
    max_deployments = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)


class Role(models.TextChoices):
    """What a member may do: look, design and deploy, or also administer targets and members."""

    VIEWER = "viewer"
    MEMBER = "member"
    ADMIN = "admin"


class Membership(models.Model):
    """A user's role in a team."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="one_membership_per_team")]


class ApiToken(models.Model):
    """A bearer token for one user in one team; only its SHA-256 is kept, ``prefix`` is for recognising it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="tokens")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
