import { useQuery } from "@tanstack/react-query";
import { deploymentQuery, planQuery } from "@/api/queries";
import type { Deployment, Plan } from "@/api/types";
import { PageHead } from "@/shell/PageHead";
import { Resource } from "@/ui/Resource";
import { Ago } from "@/ui/Time";
import { Changes } from "./Changes";
import { PlanFiles } from "./PlanFiles";
import { PlannedSteps } from "./PlannedSteps";
import { RunPlan } from "./RunPlan";
import { Steps } from "./Steps";
import "./deploy.css";

/** A plan as it was made: what would change, in which steps, in which files. Nothing has run. */
export function PlanPage({ deploymentId, planId }: { deploymentId: string; planId: string }) {
  const deployment = useQuery(deploymentQuery(deploymentId));
  const plan = useQuery(planQuery(planId));
  return (
    <div className="page__inner page__inner--plan">
      <Resource query={deployment} label="Loading the deployment">
        {(found) => (
          <Resource query={plan} label="Loading the plan">
            {(made) => <Review deployment={found} plan={made} />}
          </Resource>
        )}
      </Resource>
    </div>
  );
}

function Review({ deployment, plan }: { deployment: Deployment; plan: Plan }) {
  const verb = plan.kind === "deploy" ? "Deploy" : "Undeploy";
  return (
    <>
      <PageHead
        title={`${verb} ${deployment.name}: the plan`}
        trail={[
          { label: "Deployments", href: "/deployments" },
          { label: deployment.name, href: `/deployments/${deployment.id}` },
        ]}
        lead={
          <>
            {deployment.template.name}, version {deployment.version.number}, on {deployment.target.name}. Made{" "}
            <Ago at={plan.created_at} />; nothing has run yet.
          </>
        }
      />
      <Steps current={2} />
      <Changes changes={plan.changes} />
      <PlannedSteps steps={plan.steps} />
      <PlanFiles files={plan.files} />
      <RunPlan deployment={deployment} plan={plan} />
    </>
  );
}
