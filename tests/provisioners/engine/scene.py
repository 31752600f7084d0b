"""Rows for the engine's tests: a deployment of a small graph on the fake platform, and plans for it."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from toposmith_fake.backend import FakeBackend
from toposmith_fake.world import World

from provisioners.backends.codec import rendered_to_json
from provisioners.backends.contract import RenderContext, Rendered
from provisioners.events import basis
from provisioners.models import Deployment, Instance, Operation, Plan, Target
from provisioners.planning.codec import plan_to_json
from provisioners.planning.model import Recorded
from provisioners.planning.planner import plan_deployment, plan_undeployment
from provisioners.sealing import seal
from provisioners.services.operations import start_operation
from tests.provisioners.graphs import edge, graph, node
from topology.diagnostics import Span
from topology.graph.codec import encode
from topology.graph.model import Output, SourceMap, TopologyGraph
from topology.models import Blob, ServiceTemplate, TemplateFile, TemplateVersion
from topology.values.value import Concat, Secret, Unknown
from webui.accounts.models import Team

FILES = {"template.yaml": b"# the template", "site/index.html": b"<h1>Shop</h1>"}
PASSWORD = "open-sesame"


def shop(web: str = "web:1", size: int = 1) -> TopologyGraph:
    """Four nodes in three layers: another ``web`` is an update, another ``size`` replaces the database."""
    url = Output("url", Concat(("http://", Unknown("web", ("public_address",)))), SourceMap(Span.start_of("t.yaml")))
    secret = Output("password", Secret("input:password"), SourceMap(Span.start_of("t.yaml")))
    return graph(
        node("web", version=web),
        node("db", size=size, password=Secret("input:password")),
        node("net", "toposmith.nodes.Network"),
        node("data", "toposmith.nodes.Volume", deletion_policy="delete"),
        edge("web", "connection", "db"),
        edge("web", "network", "net"),
        edge("db", "network", "net"),
        edge("db", "storage", "data"),
        outputs={"url": url, "password": secret},
    )


def make_version(team_id: object) -> TemplateVersion:
    template = ServiceTemplate.objects.create(team_id=team_id, name="shop")
    version = TemplateVersion.objects.create(
        team_id=team_id, template=template, number=1, entry="template.yaml", author="somebody"
    )
    for path, content in FILES.items():
        TemplateFile.objects.create(version=version, path=path, blob=_blob(team_id, content))
    return version


def make_deployment(folder: Path, *, name: str = "shop-abc") -> Deployment:
    """A deployment that nothing was planned for, and the world in ``folder``."""
    team = Team.objects.create(name=name)
    target = Target.objects.create(team=team, name="fake", backend="fake", endpoint=World(folder).url)
    return Deployment.objects.create(
        team=team,
        name="Shop",
        slug=name,
        version=make_version(team.pk),
        target=target,
        sealed_secrets={"input:password": seal(PASSWORD)},
    )


def make_plan(deployment: Deployment, wanted: TopologyGraph | None) -> Plan:
    """A plan that brings a graph about; without one, a plan that removes the deployment."""
    backend = FakeBackend()
    recorded = [_recorded(row) for row in Instance.objects.filter(deployment=deployment)]
    generations = {item.address: item.generation for item in recorded}
    context = RenderContext(deployment.slug, lambda reference: "digest", generations)
    if wanted is None:
        known = graph(*(node(item.address, item.node_type) for item in recorded))
        plan, rendered = plan_undeployment(backend, known, recorded), Rendered({}, {})
    else:
        planned = plan_deployment(backend, wanted, context, recorded)
        known, plan, rendered = wanted, planned.plan, planned.rendered
    return Plan.objects.create(
        team_id=deployment.team_id,
        deployment=deployment,
        version=deployment.version,
        kind="undeploy" if wanted is None else "deploy",
        format_version=plan.format_version,
        body=json.loads(plan_to_json(plan)),
        graph=_blob(deployment.team_id, json.dumps(encode(known)).encode()),
        rendered=_blob(deployment.team_id, rendered_to_json(rendered).encode()),
        sealed_secrets=deployment.sealed_secrets,
        based_on=basis(deployment.pk),
    )


def start(deployment: Deployment, wanted: TopologyGraph | None) -> Operation:
    """An operation that has been asked for and not begun."""
    plan = make_plan(deployment, wanted)
    return start_operation(deployment=deployment, plan=plan, actor="somebody", confirm_data_loss=True)


def step_states(operation: Operation) -> Mapping[str, str]:
    return dict(operation.steps.values_list("key", "state"))


def _recorded(row: Instance) -> Recorded:
    return Recorded(row.address, row.node_type, row.generation, row.fingerprint, row.deletion_policy, tuple(row.drift))


def _blob(team_id: object, data: bytes) -> Blob:
    digest = sha256(data).hexdigest()
    return Blob.objects.get_or_create(team_id=team_id, digest=digest, defaults={"size": len(data), "data": data})[0]
