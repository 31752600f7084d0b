import { Link } from "wouter";
import type { StreamState } from "@/api/stream";
import type { Deployment } from "@/api/types";
import { PageHead } from "@/shell/PageHead";
import { Badge } from "@/ui/Badge";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { DEPLOYMENT_LOOKS, type Look } from "@/ui/states";
import { DeploymentActions } from "./DeploymentActions";
import { Outputs } from "./Outputs";
import { useDeploymentActions } from "./useDeploymentActions";

const STREAM_LOOKS: Record<StreamState, Look> = {
  connecting: { word: "Connecting", icon: "spinner", tone: "idle", spin: true },
  live: { word: "Live", icon: "plug", tone: "ok" },
  reconnecting: { word: "Connection lost, trying again", icon: "warning", tone: "warn" },
};

interface Props {
  deployment: Deployment;
  stream: StreamState;
}

export function DeploymentHead({ deployment, stream }: Props) {
  const actions = useDeploymentActions(deployment);
  const { template, version, target } = deployment;
  return (
    <PageHead
      title={deployment.name}
      trail={[{ label: "Deployments", href: "/deployments" }]}
      aside={
        <>
          <Badge look={DEPLOYMENT_LOOKS[deployment.state]} />
          <span role="status">
            <Badge look={STREAM_LOOKS[stream]} plain />
          </span>
        </>
      }
      lead={
        <>
          <Link href={`/topologies/${template.id}?version=${version.number}`}>{template.name}</Link>, version {version.number}, on{" "}
          {target.name} ({target.backend})
        </>
      }
      actions={<DeploymentActions deployment={deployment} actions={actions} />}
    >
      {actions.error ? (
        <div className="head__problem">
          <ProblemAlert error={actions.error} />
        </div>
      ) : null}
      <Outputs outputs={deployment.outputs} />
    </PageHead>
  );
}
