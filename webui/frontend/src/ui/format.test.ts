import { describe, expect, it } from "vitest";
import { ago, duration, plural, secretOf, shortType, size, unknownOf, webAddress } from "./format";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const before = (seconds: number) => ago(NOW - seconds * 1000, NOW);

describe("times", () => {
  it.each([
    [-30, "just now"],
    [3, "just now"],
    [50, "1 min ago"],
    [59 * 60, "59 min ago"],
    [3 * 3600, "3 h ago"],
    [26 * 3600, "1 day ago"],
    [9 * 86400, "9 days ago"],
  ])("%d seconds back is %s", (seconds, words) => {
    expect(before(seconds)).toBe(words);
  });

  it.each([
    [-5, "0.0 s"],
    [4_230, "4.2 s"],
    [42_400, "42 s"],
    [125_000, "2 min 5 s"],
  ])("%d ms last %s", (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });
});

it("writes sizes and counts", () => {
  expect([size(12), size(2048), size(3 * 1024 * 1024)]).toEqual(["12 B", "2.0 kB", "3.0 MB"]);
  expect([plural(1, "node"), plural(0, "node")]).toEqual(["1 node", "0 nodes"]);
  expect(shortType("toposmith.nodes.Container")).toBe("Container");
});

describe("values that are not what they look like", () => {
  it("are known by their one key", () => {
    expect(secretOf({ secret: "input:x" })).toBe("input:x");
    expect(unknownOf({ unknown: "db.address" })).toBe("db.address");
    expect(secretOf({ secret: "s", other: 1 })).toBeNull();
    expect(secretOf({ secret: 1 })).toBeNull();
    expect(unknownOf(["unknown"])).toBeNull();
    expect(unknownOf(null)).toBeNull();
  });
});

it("links only to addresses of the web", () => {
  expect(webAddress("https://example.org/a")).toBe("https://example.org/a");
  for (const other of ["javascript:alert(1)", "http://", "ftp://x", 80, null, undefined, "see http://x"]) {
    expect(webAddress(other)).toBeNull();
  }
});
