/** One table says how each state looks: an icon, a word and a tone; never a colour alone. */

import type { ChangeAction, DeploymentState, InstanceState, OperationState, Severity, StepState } from "@/api/types";
import type { IconName } from "./Icon";

export type Tone = "ok" | "busy" | "warn" | "bad" | "idle";

export interface Look {
  word: string;
  icon: IconName;
  tone: Tone;
  spin?: boolean;
}

export const INSTANCE_LOOKS: Record<InstanceState, Look> = {
  pending: { word: "Pending", icon: "clock", tone: "idle" },
  creating: { word: "Creating", icon: "spinner", tone: "busy", spin: true },
  starting: { word: "Starting", icon: "spinner", tone: "busy", spin: true },
  running: { word: "Running", icon: "checkCircle", tone: "ok" },
  unhealthy: { word: "Unhealthy", icon: "warning", tone: "warn" },
  failed: { word: "Failed", icon: "crossCircle", tone: "bad" },
  stopped: { word: "Stopped", icon: "pause", tone: "idle" },
  succeeded: { word: "Succeeded", icon: "check", tone: "ok" },
  deleting: { word: "Deleting", icon: "spinner", tone: "busy", spin: true },
  deleted: { word: "Deleted", icon: "dashCircle", tone: "idle" },
  unknown: { word: "Unknown", icon: "question", tone: "warn" },
};

/** What somebody else changed on the platform since the last deploy. */
export const DRIFT_LOOK: Look = { word: "Changed by hand", icon: "pencil", tone: "warn" };

export const DEPLOYMENT_LOOKS: Record<DeploymentState, Look> = {
  new: { word: "Not deployed", icon: "dashCircle", tone: "idle" },
  working: { word: "Working", icon: "spinner", tone: "busy", spin: true },
  deployed: { word: "Deployed", icon: "checkCircle", tone: "ok" },
  failed: { word: "Failed", icon: "crossCircle", tone: "bad" },
  undeployed: { word: "Undeployed", icon: "dashCircle", tone: "idle" },
};

export const OPERATION_LOOKS: Record<OperationState, Look> = {
  queued: { word: "Queued", icon: "clock", tone: "idle" },
  running: { word: "Running", icon: "spinner", tone: "busy", spin: true },
  cancelling: { word: "Cancelling", icon: "spinner", tone: "warn", spin: true },
  cancelled: { word: "Cancelled", icon: "dashCircle", tone: "idle" },
  failed: { word: "Failed", icon: "crossCircle", tone: "bad" },
  succeeded: { word: "Succeeded", icon: "checkCircle", tone: "ok" },
};

export const STEP_LOOKS: Record<StepState, Look> = {
  pending: { word: "Waiting", icon: "clock", tone: "idle" },
  running: { word: "Running", icon: "spinner", tone: "busy", spin: true },
  succeeded: { word: "Done", icon: "checkCircle", tone: "ok" },
  failed: { word: "Failed", icon: "crossCircle", tone: "bad" },
  cancelled: { word: "Cancelled", icon: "dashCircle", tone: "idle" },
};

export const ACTION_LOOKS: Record<ChangeAction, Look> = {
  create: { word: "Create", icon: "plus", tone: "ok" },
  update: { word: "Update", icon: "pencil", tone: "busy" },
  replace: { word: "Replace", icon: "replace", tone: "warn" },
  delete: { word: "Delete", icon: "trash", tone: "bad" },
  "no-op": { word: "No change", icon: "equal", tone: "idle" },
};

export const SEVERITY_LOOKS: Record<Severity, Look> = {
  error: { word: "Error", icon: "crossCircle", tone: "bad" },
  warning: { word: "Warning", icon: "warning", tone: "warn" },
  info: { word: "Note", icon: "info", tone: "busy" },
};
