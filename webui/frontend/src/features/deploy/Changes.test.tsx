import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { change } from "@/testing/make";
import { Changes } from "./Changes";

it("shows the gravest first, each with its reasons, its data and what is not known yet", () => {
  const changes = [
    change("net", { action: "no-op" }),
    change("web", { action: "replace", reasons: ["The image is another one."], unknowns: ["db.address"] }),
    change("data", { action: "delete", data: "destroys" }),
    change("old", { action: "delete", data: "abandons" }),
  ];
  render(<Changes changes={changes} />);
  const rows = screen.getAllByRole("listitem").map((row) => row.textContent).slice(-4);
  expect(rows[0]).toMatch(/^Deletedata.*Destroys the data it holds/);
  expect(rows[1]).toMatch(/^Deleteold.*Leaves its data behind/);
  expect(rows[2]).toMatch(/^Replaceweb.*The image is another one\..*1 value known after apply: db\.address/);
  expect(rows[3]).toMatch(/^No changenet/);
});
