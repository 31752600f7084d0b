import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { post, remove } from "@/api/client";
import { operationQuery } from "@/api/queries";
import type { Deployment, Operation, OperationKind } from "@/api/types";
import { useMakePlan } from "@/features/deploy/useMakeDeployment";

/** What can be done with a deployment, and the last refusal. */
export function useDeploymentActions(deployment: Deployment) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const makePlan = useMakePlan();
  const plan = useMutation({ mutationFn: (kind: OperationKind) => makePlan(deployment.id, kind) });
  const steer = useMutation({
    mutationFn: (verb: "cancel" | "retry") => post<Operation>(`/operations/${deployment.operation?.id ?? ""}/${verb}`),
    onSuccess: (operation) => {
      queries.setQueryData(operationQuery(operation.id).queryKey, operation);
      return queries.invalidateQueries({ queryKey: ["deployments", deployment.id] });
    },
  });
  const forget = useMutation({
    mutationFn: () => remove(`/deployments/${deployment.id}`),
    onSuccess: () => {
      navigate("/deployments");
      return queries.invalidateQueries({ queryKey: ["deployments"], exact: true });
    },
  });
  return {
    plan: plan.mutate,
    steer: steer.mutate,
    forget,
    isBusy: plan.isPending || steer.isPending,
    error: plan.error ?? steer.error,
  };
}

export type DeploymentActions = ReturnType<typeof useDeploymentActions>;
