import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Json } from "@/api/types";
import { Value } from "./Value";

const textOf = (value: Json) => render(<Value value={value} />).container.textContent;

describe("a value", () => {
  it.each<[Json, string]>([
    [null, "none"],
    ["", "empty"],
    [false, "false"],
    [0, "0"],
    [["a", "b"], "a, b"],
    [[], "empty list"],
    [{}, "none"],
    [{ secret: "input:password" }, " secret"],
    [{ unknown: "db.address" }, " known after apply"],
    [{ unknown: ".inputs.port" }, " input port"],
    [{ concat: ["http://", { unknown: "db.address" }, ":80"] }, "http:// known after apply:80"],
    [{ port: 80 }, "port80"],
  ])("%j reads %j", (value, words) => {
    expect(textOf(value)).toBe(words);
  });

  it("never shows the reference of a secret", () => {
    expect(render(<Value value={[{ secret: "template:web/password" }]} />).container.innerHTML).not.toContain("template:");
  });

  it("is a link when it is an address of the web", () => {
    render(<Value value="http://127.0.0.1:8080/" />);
    expect(screen.getByRole("link").getAttribute("rel")).toBe("noreferrer");
  });
});
