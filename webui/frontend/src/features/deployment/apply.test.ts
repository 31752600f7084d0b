import { describe, expect, it } from "vitest";
import { deployment, event, instance, operation, step } from "@/testing/make";
import { applyToDeployment, applyToInstances, applyToOperation, needsFetching, progressOf } from "./apply";

const AT = "2026-01-02T03:04:05Z";

describe("a deployment", () => {
  it("takes on state and outputs, and counts the events", () => {
    let shown = applyToDeployment(deployment({ last_event: 3 }), event(4, "deployment.state", { state: "working" }));
    shown = applyToDeployment(shown, event(5, "outputs", { outputs: { url: "http://127.0.0.1:8080/" } }));
    expect(shown).toMatchObject({ state: "working", last_event: 5, outputs: { url: "http://127.0.0.1:8080/" } });
  });

  it("takes on the state of its own operation only", () => {
    const before = deployment({ operation: operation() });
    const own = event(1, "operation.state", { operation_id: "op-1", state: "failed", error: "no space" });
    expect(applyToDeployment(before, own).operation).toMatchObject({ state: "failed", error: "no space" });
    const other = event(1, "operation.state", { operation_id: "op-2", state: "failed" });
    expect(applyToDeployment(before, other).operation?.state).toBe("running");
  });

  it("is left alone by kinds that it does not know", () => {
    const before = deployment({ last_event: 7 });
    expect(applyToDeployment(before, event(6, "something.new", { state: "?" }))).toEqual(before);
  });
});

describe("instances", () => {
  it("change by address and keep what the event does not say", () => {
    const before = [instance("web", { state: "starting", attributes: { address: "web" } }), instance("db")];
    const after = applyToInstances(before, event(1, "instance.state", { address: "web", state: "running", replicas: 2 }));
    expect(after.find((one) => one.address === "web")).toMatchObject({ state: "running", replicas: 2, attributes: { address: "web" } });
    expect(after.find((one) => one.address === "db")).toBe(before[1]);
  });

  it("appear when they are first heard of", () => {
    const [made] = applyToInstances([], event(1, "instance.state", { address: "web", state: "creating", native_name: "shop-web-1" }));
    expect(made).toMatchObject({ address: "web", state: "creating", native_name: "shop-web-1" });
  });

  it("drift and come back, and keep their state", () => {
    const before = [instance("web")];
    const drifted = applyToInstances(before, event(1, "instance.drift", { address: "web", drift: ["2 containers instead of 1"] }));
    expect(drifted[0]).toMatchObject({ state: "running", drift: ["2 containers instead of 1"] });
    expect(applyToInstances(drifted, event(2, "instance.drift", { address: "web", drift: [] }))[0]?.drift).toEqual([]);
  });

  it("are the same after the same event twice", () => {
    const seen = event(1, "instance.state", { address: "web", state: "running", replicas: 1 });
    const once = applyToInstances([], seen);
    expect(applyToInstances(once, seen)).toEqual(once);
  });
});

describe("an operation", () => {
  const running = operation({ steps: [step("web"), step("db")] });
  const on = (key: string, state: string, more = {}) => event(1, "step.state", { operation_id: "op-1", key, state, attempt: 1, ...more });

  it("follows its steps with their times", () => {
    const started = applyToOperation(running, on("web", "running"));
    expect(started.steps[0]).toMatchObject({ state: "running", started_at: AT, finished_at: null });
    const failed = applyToOperation(started, on("web", "failed", { error: "port in use" }));
    expect(failed.steps[0]).toMatchObject({ state: "failed", error: "port in use", finished_at: AT });
    expect(failed.steps[1]).toBe(running.steps[1]);
  });

  it("begins a step anew on a retry", () => {
    const failed = operation({ steps: [step("web", { state: "failed", error: "no", finished_at: AT })] });
    const again = applyToOperation(failed, on("web", "running", { attempt: 2 }));
    expect(again.steps[0]).toMatchObject({ state: "running", attempt: 2, error: "", finished_at: null });
  });

  it("has an end only when it is finished", () => {
    const state = (name: string) => event(1, "operation.state", { operation_id: "op-1", state: name });
    const done = applyToOperation(running, state("succeeded"));
    expect(done.finished_at).toBe(AT);
    expect(applyToOperation(done, state("running")).finished_at).toBeNull();
  });

  it("ignores what belongs to another", () => {
    expect(applyToOperation(running, event(1, "step.state", { operation_id: "op-2", key: "web", state: "running" }))).toBe(running);
  });
});

describe("lines of progress", () => {
  it("are gathered by step, of one operation only", () => {
    const line = (operation_id: string, key: string, text: string) => event(1, "step.progress", { operation_id, key, line: text });
    const lines = progressOf([line("op-1", "web", "a"), line("op-2", "web", "x"), line("op-1", "db", "b"), line("op-1", "web", "c")], "op-1");
    expect([...lines]).toEqual([["web", ["a", "c"]], ["db", ["b"]]]);
  });
});

describe("what must be fetched anew", () => {
  const shown = deployment({ operation: operation() });
  const state = (operation_id: string, name: string) => event(1, "operation.state", { operation_id, state: name });

  it.each([
    ["an operation that is new to us", state("op-2", "queued"), true],
    ["the end of ours", state("op-1", "succeeded"), true],
    ["a change of version or inputs", event(1, "deployment.changed"), true],
    ["progress of ours", state("op-1", "cancelling"), false],
    ["a step", event(1, "step.state", { operation_id: "op-1" }), false],
  ])("%s", (_, seen, expected) => {
    expect(needsFetching(seen, shown)).toBe(expected);
  });
});
