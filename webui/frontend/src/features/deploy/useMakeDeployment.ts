import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useLocation } from "wouter";
import { patch, post, remove } from "@/api/client";
import { planQuery } from "@/api/queries";
import type { Deployment, Json, Plan } from "@/api/types";

export interface Wanted {
  name: string;
  version_id: string;
  target_id: string;
  inputs: Record<string, Json>;
}

/**
 * Makes a deployment and its first plan, then shows the plan. When planning is refused the deployment is there already:
 * sending the form again changes it, or makes another in its place when the name or the target is another.
 */
export function useMakeDeployment() {
  const made = useRef<{ id: string; wanted: Wanted } | null>(null);
  const plan = useMakePlan();
  return useMutation({
    mutationFn: async (wanted: Wanted) => {
      const id = await settle(made.current, wanted);
      made.current = { id, wanted };
      await plan(id, "deploy");
    },
  });
}

async function settle(before: { id: string; wanted: Wanted } | null, wanted: Wanted): Promise<string> {
  if (before && before.wanted.name === wanted.name && before.wanted.target_id === wanted.target_id) {
    await patch<Deployment>(`/deployments/${before.id}`, { version_id: wanted.version_id, inputs: wanted.inputs });
    return before.id;
  }
  if (before) await remove(`/deployments/${before.id}`);
  return (await post<Deployment>("/deployments", wanted)).id;
}

/** Asks for a plan and goes to it. */
export function useMakePlan(): (deploymentId: string, kind: "deploy" | "undeploy") => Promise<void> {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return async (deploymentId, kind) => {
    const plan = await post<Plan>(`/deployments/${deploymentId}/plans`, { kind });
    queries.setQueryData(planQuery(plan.id).queryKey, plan);
    await queries.invalidateQueries({ queryKey: ["deployments"], exact: true });
    navigate(`/deployments/${deploymentId}/plans/${plan.id}`);
  };
}
