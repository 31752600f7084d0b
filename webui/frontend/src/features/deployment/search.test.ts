import { describe, expect, it } from "vitest";
import { matching, pieces } from "./search";

describe("searching logs", () => {
  const text = "Start\nGET /a 200\nget /b 404\n";

  it("keeps all lines, numbered, without a search", () => {
    expect(matching(text, "").map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(matching("", "")).toEqual([]);
  });

  it("keeps matching lines with their own numbers, whatever the case", () => {
    expect(matching(text, "GET")).toEqual([
      { number: 2, line: "GET /a 200" },
      { number: 3, line: "get /b 404" },
    ]);
  });

  it.each(["", "a", "A", "aba", "zz", "abab abA"])("cuts a line so that the pieces for %j make it up again", (search) => {
    const line = "abab aBa";
    expect(pieces(line, search).map((piece) => piece.text).join("")).toBe(line);
  });

  it("marks each hit", () => {
    expect(pieces("abcAB", "ab").map((piece) => piece.hit)).toEqual([true, false, true]);
  });
});
