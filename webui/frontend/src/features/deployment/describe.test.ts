import { expect, it } from "vitest";
import { EVENT_KINDS } from "@/api/stream";
import { event } from "@/testing/make";
import { describeEvent } from "./describe";

it("says what happened to an instance in the platform's words", () => {
  const seen = event(1, "instance.state", { address: "web", state: "failed", detail: "exit code 1" });
  expect(describeEvent(seen)).toBe("Web is failed: exit code 1.");
});

it("says what somebody changed, and that it is as it was", () => {
  const drift = (...words: string[]) => describeEvent(event(1, "instance.drift", { address: "web", drift: words }));
  expect(drift("it is gone", "it moved")).toBe("Somebody changed web: it is gone; it moved.");
  expect(drift()).toBe("Web is again as it was deployed.");
});

it("says which program was run", () => {
  expect(describeEvent(event(1, "instance.command", { address: "web", program: "ls" }))).toBe("In web was run: ls.");
});

it("counts attempts from the second on", () => {
  expect(describeEvent(event(1, "step.state", { key: "up", state: "running", attempt: 2 }))).toMatch(/attempt 2/);
  expect(describeEvent(event(1, "step.state", { key: "up", state: "running", attempt: 1 }))).not.toMatch(/attempt/);
});

it.each(EVENT_KINDS)("has words for %s", (kind) => {
  if (kind === "step.progress") return;
  expect(describeEvent(event(1, kind))).not.toBe(kind);
});

it("names a kind that it does not know", () => {
  expect(describeEvent(event(1, "brand.new"))).toBe("Brand.new");
});
