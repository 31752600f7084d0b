/** What an event changes in what is shown. Applying one twice, or late, does no harm. */

import type { Deployment, DeploymentEvent, Instance, InstanceState, Json, Operation, OperationState } from "@/api/types";

type Body = Record<string, Json>;

const text = (body: Body, name: string) => (typeof body[name] === "string" ? body[name] : undefined);
const number = (body: Body, name: string) => (typeof body[name] === "number" ? body[name] : undefined);
const texts = (body: Body, name: string) => {
  const value = body[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
};
const record = (body: Body, name: string) => {
  const value = body[name];
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
};

const FINISHED: readonly OperationState[] = ["cancelled", "failed", "succeeded"];

export const isFinished = (state: OperationState) => FINISHED.includes(state);

export function applyToDeployment(deployment: Deployment, { kind, body, number: at }: DeploymentEvent): Deployment {
  const next = { ...deployment, last_event: Math.max(deployment.last_event, at) };
  switch (kind) {
    case "deployment.state":
      return { ...next, state: (text(body, "state") ?? next.state) as Deployment["state"] };
    case "outputs":
      return { ...next, outputs: record(body, "outputs") ?? next.outputs };
    case "operation.state":
      return next.operation?.id === text(body, "operation_id") && next.operation
        ? { ...next, operation: { ...next.operation, ...operationPart(body) } }
        : next;
    default:
      return next;
  }
}

function operationPart(body: Body): Partial<Operation> {
  const state = text(body, "state") as OperationState | undefined;
  return { ...(state ? { state } : {}), error: text(body, "error") ?? "" };
}

export function applyToInstances(instances: Instance[], { kind, body, created_at }: DeploymentEvent): Instance[] {
  const address = text(body, "address");
  const change = INSTANCE_CHANGES[kind];
  if (change === undefined || address === undefined) return instances;
  const before = instances.find((instance) => instance.address === address) ?? blank(address);
  return [...instances.filter((instance) => instance.address !== address), { ...before, ...change(before, body), observed_at: created_at }];
}

const INSTANCE_CHANGES: Record<string, (before: Instance, body: Body) => Partial<Instance>> = {
  "instance.state": (before, body) => ({
    state: (text(body, "state") ?? before.state) as InstanceState,
    detail: text(body, "detail") ?? "",
    replicas: number(body, "replicas") ?? before.replicas,
    attributes: record(body, "attributes") ?? before.attributes,
    native_name: text(body, "native_name") ?? before.native_name,
  }),
  "instance.drift": (before, body) => ({ drift: texts(body, "drift") ?? before.drift }),
};

function blank(address: string): Instance {
  return {
    address,
    node_type: "",
    native_name: "",
    generation: 1,
    state: "pending",
    detail: "",
    attributes: {},
    replicas: 0,
    drift: [],
    observed_at: null,
    deletion_policy: "retain",
  };
}

export function applyToOperation(operation: Operation, event: DeploymentEvent): Operation {
  const { kind, body, created_at } = event;
  if (text(body, "operation_id") !== operation.id) return operation;
  if (kind === "operation.state") {
    const next = { ...operation, ...operationPart(body) };
    return { ...next, finished_at: isFinished(next.state) ? (next.finished_at ?? created_at) : null };
  }
  return kind === "step.state" ? { ...operation, steps: operation.steps.map((step) => stepAfter(step, body, created_at)) } : operation;
}

type Step = Operation["steps"][number];

function stepAfter(step: Step, body: Body, at: string): Step {
  if (step.key !== text(body, "key")) return step;
  const state = (text(body, "state") ?? step.state) as Step["state"];
  const over = state !== "pending" && state !== "running";
  return {
    ...step,
    state,
    attempt: number(body, "attempt") ?? step.attempt,
    error: text(body, "error") ?? "",
    started_at: state === "running" && step.state !== "running" ? at : step.started_at,
    finished_at: over ? (step.finished_at ?? at) : null,
  };
}

/** The lines of progress of an operation's steps, by the step's key. */
export function progressOf(events: readonly DeploymentEvent[], operationId: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const { kind, body } of events) {
    if (kind !== "step.progress" || text(body, "operation_id") !== operationId) continue;
    const [key, line] = [text(body, "key") ?? "", text(body, "line") ?? ""];
    lines.set(key, [...(lines.get(key) ?? []), line]);
  }
  return lines;
}

/** The first event that the picture of a deployment does not hold yet starts what must be fetched anew. */
export function needsFetching(event: DeploymentEvent, deployment: Deployment): boolean {
  if (event.kind === "deployment.changed") return true;
  if (event.kind !== "operation.state") return false;
  const state = text(event.body, "state") as OperationState | undefined;
  return text(event.body, "operation_id") !== deployment.operation?.id || (state !== undefined && isFinished(state));
}
