import base64

import pytest

from provisioners.errors import Refused
from provisioners.models import Target
from provisioners.sealing import unseal_fields
from provisioners.services.kubeconfigs import create_target_from_kubeconfig
from tests.rows import make_team
from webui.accounts.models import Team

AUTHORITY = "-----BEGIN CERTIFICATE-----"
KUBECONFIG = f"""\
apiVersion: v1
kind: Config
current-context: shop
contexts:
  - name: shop
    context: {{ cluster: there, user: robot, namespace: shop }}
  - name: bare
    context: {{ cluster: there, user: robot }}
clusters:
  - name: there
    cluster:
      server: https://10.0.0.7:6443
      certificate-authority-data: {base64.b64encode(AUTHORITY.encode()).decode()}
users:
  - name: robot
    user: {{ token: opensesame }}
"""


@pytest.fixture
def team(db: None, settings) -> Team:
    settings.ALLOWED_ENDPOINTS = ["10.0.0.0/8"]
    return make_team()


def test_only_typed_fields_are_kept(team: Team) -> None:
    create_target_from_kubeconfig(team=team, name="cluster", kubeconfig=KUBECONFIG)

    target = Target.objects.get()
    assert (target.backend, target.endpoint) == ("kubernetes", "https://10.0.0.7:6443")
    assert target.options == {"namespace": "shop"}
    assert unseal_fields(bytes(target.credential)) == {"ca": AUTHORITY, "token": "opensesame"}
    assert "opensesame" not in str(vars(target))


def test_another_context_and_another_namespace_can_be_named(team: Team) -> None:
    bare = create_target_from_kubeconfig(team=team, name="bare", kubeconfig=KUBECONFIG, context="bare")
    other = create_target_from_kubeconfig(
        team=team, name="other", kubeconfig=KUBECONFIG, options={"namespace": "other", "volume_size": "2Gi"}
    )

    assert bare.options == {}
    assert other.options == {"namespace": "other", "volume_size": "2Gi"}


def test_what_would_run_a_program_is_refused_with_the_reason(team: Team) -> None:
    with pytest.raises(Refused, match="'exec' cannot be taken over: it would run a program") as refused:
        create_target_from_kubeconfig(
            team=team, name="x", kubeconfig=KUBECONFIG.replace("token: opensesame", "exec: { command: aws }")
        )

    assert refused.value.code == "kubeconfig_refused"
    assert not Target.objects.exists()


def test_the_server_is_under_the_policy_for_outbound_connections(team: Team) -> None:
    with pytest.raises(Refused) as refused:
        create_target_from_kubeconfig(team=team, name="x", kubeconfig=KUBECONFIG.replace("10.0.0.7", "169.254.169.254"))

    assert refused.value.code == "endpoint_not_allowed"
