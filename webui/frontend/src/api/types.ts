/**
 * The shapes of /api/v1. They come from docs/api/openapi.json by `npm run types`; here they get their names, and what the
 * document leaves open (free JSON, words from a fixed list) is said more closely.
 */

import type { components } from "./schema";

type Schemas = components["schemas"];
type Refine<Shape, Closer> = Omit<Shape, keyof Closer> & Closer;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Values = Record<string, Json>;

export type Session = Schemas["SessionOut"];
export type TokenSummary = Schemas["TokenOut"];
export type NewToken = Schemas["NewTokenOut"];

export type Template = Schemas["TemplateOut"];
export type VersionSummary = Schemas["VersionSummary"];
export type Severity = "error" | "warning" | "info";
export type Diagnostic = Pick<Schemas["DiagnosticOut"], "code" | "message" | "file" | "line" | "column" | "help"> & {
  severity: Severity;
  end_line?: number;
  end_column?: number;
};
export type InputDefinition = Refine<Schemas["InputOut"], { default: Json }>;
export type Version = Refine<Schemas["VersionOut"], { diagnostics: Diagnostic[]; inputs: InputDefinition[] }>;

export type NodeKind = "container" | "volume" | "network" | "runtime" | "other";
export type EdgeKind = "hosted-on" | "connects-to" | "attaches-to" | "depends-on" | "links-to";
export type Capability = Refine<Schemas["CapabilityOut"], { properties: Values }>;
export type GraphNode = Refine<Schemas["NodeOut"], { kind: NodeKind; properties: Values; capabilities: Capability[] }>;
export type GraphEdge = Refine<Schemas["EdgeOut"], { kind: EdgeKind }>;
export type Graph = Refine<Schemas["GraphOut"], { nodes: GraphNode[]; edges: GraphEdge[] }>;

export type BackendInfo = Schemas["BackendOut"];
export type Target = Schemas["TargetOut"];
export type Ping = Schemas["PingOut"];

export type DeploymentState = Schemas["DeploymentState"];
export type Deployment = Refine<Schemas["DeploymentOut"], { inputs: Values; outputs: Values }>;
export type InstanceState =
  | "pending"
  | "creating"
  | "starting"
  | "running"
  | "unhealthy"
  | "failed"
  | "stopped"
  | "succeeded"
  | "deleting"
  | "deleted"
  | "unknown";
export type Instance = Refine<Schemas["InstanceOut"], { state: InstanceState; attributes: Values }>;

export type ChangeAction = Schemas["Action"];
export type DataEffect = Schemas["DataEffect"];
export type Change = Schemas["ChangeOut"];
export type PlannedStep = Schemas["PlannedStepOut"];
export type Plan = Schemas["PlanOut"];

export type OperationKind = Schemas["OperationKind"];
export type OperationState = Schemas["OperationState"];
export type StepState = Schemas["StepState"];
export type OperationSummary = Schemas["OperationSummary"];
export type OperationStep = Schemas["StepOut"];
export type Operation = Schemas["OperationOut"];

export type DeploymentEvent = Refine<Schemas["EventOut"], { body: Values }>;
export type CommandResult = Schemas["CommandOut"];
export type Logs = Schemas["LogsOut"];
export type ProblemError = Partial<Schemas["FieldError"]> & { message: string };
