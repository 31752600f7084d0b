import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { post } from "@/api/client";
import { Problem } from "@/api/problem";
import { operationQuery } from "@/api/queries";
import type { Deployment, Operation, Plan } from "@/api/types";
import { useRole } from "@/shell/useRole";
import { Icon } from "@/ui/Icon";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { ConfirmData } from "./ConfirmData";
import { useMakePlan } from "./useMakeDeployment";

interface Props {
  deployment: Deployment;
  plan: Plan;
}

/** The last word before anything runs. Losing data wants a word of its own. */
export function RunPlan({ deployment, plan }: Props) {
  const [confirmed, setConfirmed] = useState(false);
  const run = useRun(deployment.id, plan.id);
  const replan = useMakePlan();
  const again = useMutation({ mutationFn: () => replan(deployment.id, plan.kind) });
  const error = again.error ?? run.error;
  const isStale = run.error instanceof Problem && run.error.status === 409;
  return (
    <footer className="run">
      {plan.touches_data ? <ConfirmData plan={plan} confirmed={confirmed} onChange={setConfirmed} /> : null}
      {error ? <ProblemAlert error={error} /> : null}
      <div className="run__row">
        <p className="muted">{plan.is_empty ? "There is nothing to do: everything is as the template wants it." : null}</p>
        <Link className="button" href={`/deployments/${deployment.id}`}>
          {plan.is_empty ? "Back" : "Not now"}
        </Link>
        {isStale ? (
          <button type="button" className="button" disabled={again.isPending} onClick={() => again.mutate()}>
            <Icon name="refresh" /> Plan again
          </button>
        ) : null}
        <RunButton plan={plan} disabled={run.isPending || (plan.touches_data && !confirmed)} onRun={() => run.mutate(confirmed)} />
      </div>
    </footer>
  );
}

function RunButton({ plan, disabled, onRun }: { plan: Plan; disabled: boolean; onRun: () => void }) {
  const { mayWrite } = useRole();
  if (plan.is_empty || !mayWrite) return null;
  const isDeploy = plan.kind === "deploy";
  return (
    <button type="button" className={`button ${isDeploy ? "button--primary" : "button--danger"}`} disabled={disabled} onClick={onRun}>
      <Icon name={isDeploy ? "rocket" : "trash"} /> {isDeploy ? "Deploy" : "Undeploy"}
    </button>
  );
}

function useRun(deploymentId: string, planId: string) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [attempt] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (confirmed: boolean) =>
      post<Operation>(
        `/deployments/${deploymentId}/operations`,
        { plan_id: planId, confirm_data_loss: confirmed },
        { "Idempotency-Key": `${attempt}-${confirmed}` },
      ),
    onSuccess: async (operation) => {
      queries.setQueryData(operationQuery(operation.id).queryKey, operation);
      await queries.invalidateQueries({ queryKey: ["deployments"] });
      navigate(`/deployments/${deploymentId}`);
    },
  });
}
