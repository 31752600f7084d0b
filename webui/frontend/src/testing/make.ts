/** Things of the API to test with, each with only what a test cares about said. */

import type {
  BackendInfo,
  Change,
  Deployment,
  DeploymentEvent,
  Graph,
  GraphEdge,
  GraphNode,
  InputDefinition,
  Instance,
  Operation,
  OperationStep,
  Plan,
  Session,
  Target,
  Template,
  Values,
  Version,
} from "@/api/types";

const WHEN = "2026-01-02T03:04:05Z";

export function node(address: string, fields: Partial<GraphNode> = {}): GraphNode {
  const type = "toposmith.nodes.Container";
  const empty = { description: null, metadata: {}, properties: {}, capabilities: [], artifacts: [] };
  return { address, name: address, type, lineage: [type], kind: "container", ...empty, ...fields };
}

export function edge(source: string, target: string, fields: Partial<GraphEdge> = {}): GraphEdge {
  const relationship = "tosca.relationships.ConnectsTo";
  return { source, target, requirement: "connection", index: 0, capability: "endpoint", relationship, kind: "connects-to", ...fields };
}

export const graph = (nodes: GraphNode[], edges: GraphEdge[] = []): Graph => ({ nodes, edges, outputs: [] });

export function event(number: number, kind: string, body: Values = {}, fields: Partial<DeploymentEvent> = {}): DeploymentEvent {
  return { number, kind, body, actor: "", created_at: WHEN, ...fields };
}

export function step(key: string, fields: Partial<OperationStep> = {}): OperationStep {
  const fresh = { state: "pending", attempt: 0, error: "", started_at: null, finished_at: null } as const;
  return { key, verb: "create", title: `Create ${key}`, addresses: [key], depends_on: [], ...fresh, ...fields };
}

export function operation(fields: Partial<Operation> = {}): Operation {
  return {
    id: "op-1",
    deployment_id: "dep-1",
    plan_id: "plan-1",
    kind: "deploy",
    state: "running",
    actor: "mara",
    error: "",
    created_at: WHEN,
    finished_at: null,
    steps: [],
    ...fields,
  };
}

export function deployment(fields: Partial<Deployment> = {}): Deployment {
  return {
    id: "dep-1",
    name: "shop",
    slug: "shop",
    state: "new",
    template: { id: "tpl-1", name: "two-tier-shop" },
    version: { id: "ver-1", number: 1 },
    target: { id: "tgt-1", name: "This machine", backend: "compose" },
    inputs: {},
    outputs: {},
    drifted: 0,
    last_event: 0,
    created_at: WHEN,
    operation: null,
    ...fields,
  };
}

export function instance(address: string, fields: Partial<Instance> = {}): Instance {
  return {
    address,
    node_type: "toposmith.nodes.Container",
    native_name: `shop-${address}-1`,
    generation: 1,
    state: "running",
    detail: "",
    attributes: {},
    replicas: 1,
    drift: [],
    observed_at: WHEN,
    deletion_policy: "retain",
    ...fields,
  };
}

export function input(name: string, fields: Partial<InputDefinition> = {}): InputDefinition {
  return { name, type: "string", required: true, secret: false, default: null, description: null, constraints: [], ...fields };
}

export function change(address: string, fields: Partial<Change> = {}): Change {
  const rest = { node_type: "toposmith.nodes.Container", reasons: [], unknowns: [], generation: 1 };
  return { address, action: "create", data: "none", ...rest, ...fields };
}

export function plan(fields: Partial<Plan> = {}): Plan {
  return {
    id: "plan-1",
    deployment_id: "dep-1",
    kind: "deploy",
    created_at: WHEN,
    is_empty: false,
    touches_data: false,
    changes: [change("web")],
    steps: [],
    files: {},
    ...fields,
  };
}

export function template(fields: Partial<Template> = {}): Template {
  const latest = { id: "ver-1", number: 1, valid: true, errors: 0, warnings: 0, node_count: 2 };
  return { id: "tpl-1", name: "two-tier-shop", description: "", is_substitute: false, created_at: WHEN, latest, deployments: 0, ...fields };
}

export function version(fields: Partial<Version> = {}): Version {
  return {
    id: "ver-1",
    template_id: "tpl-1",
    number: 1,
    entry: "template.yaml",
    valid: true,
    author: "mara",
    created_at: WHEN,
    files: [{ path: "template.yaml", size: 100 }],
    substitutes: [],
    diagnostics: [],
    inputs: [],
    ...fields,
  };
}

export function target(fields: Partial<Target> = {}): Target {
  return {
    id: "tgt-1",
    name: "This machine",
    backend: "compose",
    endpoint: "unix:///run/engine.sock",
    options: {},
    rights: [],
    queue: "default",
    has_credential: false,
    created_at: WHEN,
    ...fields,
  };
}

export function backend(fields: Partial<BackendInfo> = {}): BackendInfo {
  return {
    name: "compose",
    title: "Compose",
    unit: "group",
    rights: ["low-ports", "privileged"],
    schemes: ["unix", "tcp"],
    credential_fields: ["ca", "cert", "key"],
    options: [],
    tried: "on the real platform",
    tried_with: "Docker Engine 20.10",
    ...fields,
  };
}

export function session(role: "viewer" | "member" | "admin" = "admin"): Session {
  const team = { id: "team-1", name: "Harbour", role };
  return { user: { id: "user-1", username: "mara", password_is_one_time: false }, team, teams: [team] };
}

/** A file as a browser hands it over, chosen by itself or with its folder. */
export function file(name: string, { folder = "", text = "text" } = {}): File {
  const made = new File([text], name);
  Object.defineProperty(made, "webkitRelativePath", { value: folder && `${folder}/${name}` });
  return made;
}
