"""What a stage's own process does for the two-tier shop on the local Docker Engine; see the engine tests' acts."""

import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from provisioners.models import Deployment, OperationKind, Target  # noqa: E402 - Django comes first
from provisioners.services.deployments import create_deployment  # noqa: E402
from provisioners.services.operations import start_operation  # noqa: E402
from provisioners.services.plans import make_plan  # noqa: E402
from tests.examples.catalogue import TEMPLATES  # noqa: E402
from tests.examples.deployment import ENGINE  # noqa: E402
from tests.provisioners.engine.acts import CommonActs, serve  # noqa: E402
from topology.csar.folder import read_folder  # noqa: E402
from topology.services import create_template  # noqa: E402
from webui.accounts.models import Team  # noqa: E402

EXAMPLE = "two-tier-shop"
PASSWORD = "open sesame, $HOME"


class ShopActs(CommonActs):
    """The commands, by name."""

    def __init__(self) -> None:
        self.deployment = Deployment.objects.first() or self._create()

    def start(self, kind: str) -> None:
        plan = make_plan(deployment=self.deployment, kind=OperationKind(kind), actor="somebody")
        start_operation(deployment=self.deployment, plan=plan, actor="somebody", confirm_data_loss=True)

    def slug(self) -> str:
        return self.deployment.slug

    def outputs(self) -> Any:
        self.deployment.refresh_from_db()
        return self.deployment.outputs

    def _create(self) -> Deployment:
        team = Team.objects.create(name="shopkeepers")
        target = Target.objects.create(
            team=team, name="here", backend="compose", endpoint=ENGINE.url, rights=["image-build"]
        )
        files = read_folder(TEMPLATES / EXAMPLE, EXAMPLE).files
        template = create_template(team=team, author="somebody", name="shop", files=files)
        return create_deployment(
            team=team,
            actor="somebody",
            name="shop",
            version_id=template.versions.get().pk,
            target_id=target.pk,
            inputs={"database_password": PASSWORD},
        )


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    serve(ShopActs())
