import { Route, Switch } from "wouter";
import { ChangePage } from "@/features/deploy/ChangePage";
import { DeployPage } from "@/features/deploy/DeployPage";
import { PlanPage } from "@/features/deploy/PlanPage";
import { DeploymentPage } from "@/features/deployment/DeploymentPage";
import { DeploymentsPage } from "@/features/deployments/DeploymentsPage";
import { TargetsPage } from "@/features/targets/TargetsPage";
import { TokensPage } from "@/features/tokens/TokensPage";
import { StartPage } from "@/features/topologies/StartPage";
import { TopologiesPage } from "@/features/topologies/TopologiesPage";
import { TopologyPage } from "@/features/topology/TopologyPage";
import { NotFoundPage } from "@/shell/NotFoundPage";
import { Shell } from "@/shell/Shell";

/** All addresses of the portal. */
export function App() {
  return (
    <Shell>
      <Switch>
        <Route path="/" component={StartPage} />
        <Route path="/topologies" component={TopologiesPage} />
        <Route path="/topologies/:id">{({ id }) => <TopologyPage key={id} id={id} />}</Route>
        <Route path="/topologies/:id/deploy">{({ id }) => <DeployPage key={id} templateId={id} />}</Route>
        <Route path="/deployments" component={DeploymentsPage} />
        <Route path="/deployments/:id">{({ id }) => <DeploymentPage key={id} id={id} />}</Route>
        <Route path="/deployments/:id/change">{({ id }) => <ChangePage key={id} id={id} />}</Route>
        <Route path="/deployments/:id/plans/:planId">
          {({ id, planId }) => <PlanPage key={planId} deploymentId={id} planId={planId} />}
        </Route>
        <Route path="/targets" component={TargetsPage} />
        <Route path="/tokens" component={TokensPage} />
        <Route component={NotFoundPage} />
      </Switch>
    </Shell>
  );
}
