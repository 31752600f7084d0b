import { describe, expect, it } from "vitest";
import type { DeploymentState, OperationState } from "@/api/types";
import { deployment, operation } from "@/testing/make";
import { offersOf } from "./offers";

function offered(state: DeploymentState, of: OperationState | null): string[] {
  const offers = offersOf(deployment({ state, operation: of === null ? null : operation({ state: of }) }));
  return Object.entries(offers).flatMap(([name, is]) => (is ? [name] : []));
}

describe("actions on a deployment", () => {
  it.each<[DeploymentState, OperationState | null, string[]]>([
    ["new", null, ["deploy", "change", "forget"]],
    ["working", "queued", ["cancel"]],
    ["working", "running", ["cancel"]],
    ["working", "cancelling", []],
    ["deployed", "succeeded", ["deploy", "change", "undeploy"]],
    ["failed", "failed", ["deploy", "change", "undeploy", "retry"]],
    ["failed", "cancelled", ["deploy", "change", "undeploy", "retry"]],
    ["undeployed", "succeeded", ["deploy", "change", "forget"]],
  ])("when %s after %s", (state, of, expected) => {
    expect(offered(state, of)).toEqual(expected);
  });
});
