"""Targets, deployments, and the rows that say what is to be done and what was done.

The database is the truth: a message on the queue only says "look at operation N".
"""

import uuid

from django.db import models


class Target(models.Model):
    """A named place to deploy to. ``credential`` is sealed: only workers can open it.

    ``options`` are the backend's settings that were given; ``rights`` are the names of the granted
    :class:`~provisioners.backends.contract.Right`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    backend = models.CharField(max_length=60)
    endpoint = models.CharField(max_length=500)
    credential = models.BinaryField(null=True)
    options = models.JSONField(default=dict)
    rights = models.JSONField(default=list)
    queue = models.CharField(max_length=60, default="default")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="one_target_per_name")]


class TypeMap(models.Model):
    """A team's type map, as it was written. Of a type that several name, the one with the highest position counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    text = models.TextField()
    position = models.IntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="one_type_map_per_name")]


class DeploymentState(models.TextChoices):
    """What a deployment is by its last finished operation, or that one is under way."""

    NEW = "new"
    WORKING = "working"
    DEPLOYED = "deployed"
    FAILED = "failed"
    UNDEPLOYED = "undeployed"


class Deployment(models.Model):
    """A version of a template with inputs on a target.

    ``slug`` begins every name on the platform and is unique there. ``inputs`` holds the values that are no
    secrets; ``sealed_secrets`` maps references to sealed texts, ``secret_digests`` to keyed digests of them.
    ``last_event`` numbers the deployment's events and is raised under the row's lock. Whoever moves ``observe_after``
    on looks at the platform next; the end of an operation takes it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    slug = models.CharField(max_length=40, unique=True)
    version = models.ForeignKey("topology.TemplateVersion", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="deployments")
    inputs = models.JSONField(default=dict)
    sealed_secrets = models.JSONField(default=dict)
    secret_digests = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=DeploymentState.choices, default=DeploymentState.NEW)
    outputs = models.JSONField(default=dict)
    last_event = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    observe_after = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="one_deployment_per_name")]


class Instance(models.Model):
    """What is recorded of one node of a deployment: what we made, and what was last observed.

    ``drift`` says in words what somebody else changed since.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="instances")
    address = models.CharField(max_length=300)
    node_type = models.CharField(max_length=200)
    native_name = models.CharField(max_length=300, blank=True)
    generation = models.PositiveIntegerField(default=1)
    fingerprint = models.JSONField(default=dict)
    deletion_policy = models.CharField(max_length=10, default="retain")
    state = models.CharField(max_length=12, default="unknown")
    detail = models.TextField(blank=True)
    attributes = models.JSONField(default=dict)
    replicas = models.PositiveIntegerField(default=0)
    drift = models.JSONField(default=list)
    observed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["address"]
        constraints = [models.UniqueConstraint(fields=["deployment", "address"], name="one_instance_per_address")]


class OperationKind(models.TextChoices):
    """What an operation is for."""

    DEPLOY = "deploy"
    UNDEPLOY = "undeploy"


class Plan(models.Model):
    """A plan as it was shown, with all that a worker needs to carry it out without reading the template again.

    ``graph`` and ``rendered`` are blobs of JSON; ``sealed_secrets`` maps references to sealed texts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="plans")
    version = models.ForeignKey("topology.TemplateVersion", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=OperationKind.choices)
    format_version = models.PositiveSmallIntegerField()
    body = models.JSONField()
    graph = models.ForeignKey("topology.Blob", on_delete=models.PROTECT, related_name="+")
    rendered = models.ForeignKey("topology.Blob", on_delete=models.PROTECT, related_name="+")
    sealed_secrets = models.JSONField(default=dict)
    based_on = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]


class OperationState(models.TextChoices):
    """The life of an operation."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    FAILED = "failed"
    SUCCEEDED = "succeeded"


class Operation(models.Model):
    """A plan being carried out. At most one operation of a deployment is unfinished."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="operations")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="operations")
    kind = models.CharField(max_length=10, choices=OperationKind.choices)
    state = models.CharField(max_length=12, choices=OperationState.choices, default=OperationState.QUEUED)
    actor = models.CharField(max_length=150)
    error = models.TextField(blank=True)
    format_version = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["deployment"],
                condition=models.Q(state__in=["queued", "running", "cancelling"]),
                name="one_unfinished_operation",
            )
        ]


class StepState(models.TextChoices):
    """The life of a step."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Step(models.Model):
    """One unit of work. A worker owns it while ``claim`` is its own and ``lease_until`` has not passed.

    Every write of a worker is conditional on its claim, so that one that lost its lease changes nothing.
    ``token`` is the same on every attempt and names what the step creates.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=320)
    verb = models.CharField(max_length=40)
    title = models.CharField(max_length=400, blank=True)
    addresses = models.JSONField(default=list)
    depends_on = models.JSONField(default=list)
    queue = models.CharField(max_length=60)
    format_version = models.PositiveSmallIntegerField()
    token = models.UUIDField(default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.PENDING)
    attempt = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True)
    worker = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["operation", "key"], name="one_step_per_key")]
        indexes = [models.Index(fields=["state", "queue"])]


class Event(models.Model):
    """Something that happened to a deployment, numbered from 1 without gaps. ``actor`` outlives the account."""

    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    actor = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["deployment", "number"], name="one_event_per_number")]


class InquiryKind(models.TextChoices):
    """What can be asked of a platform beside what plans do."""

    LOGS = "logs"
    PING = "ping"
    EXECUTE = "execute"
    DIGESTS = "digests"


class Inquiry(models.Model):
    """A question to a platform, put by the web and answered by a worker of the target's queue."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="+")
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=InquiryKind.choices)
    parameters = models.JSONField(default=dict)
    queue = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.PENDING)
    claim = models.UUIDField(null=True)
    answer = models.TextField(blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    finished_at = models.DateTimeField(null=True)
