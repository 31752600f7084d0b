import { expect, it } from "vitest";
import { expiryAfter } from "./expiry";

it("counts days, and never ends without any", () => {
  const from = new Date("2026-02-20T12:00:00Z");
  expect(expiryAfter(30, from)).toBe("2026-03-22T12:00:00.000Z");
  expect(expiryAfter(null, from)).toBeNull();
});
