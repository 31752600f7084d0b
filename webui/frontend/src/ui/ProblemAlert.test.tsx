import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import { ProblemAlert } from "./ProblemAlert";

describe("a refused request", () => {
  it("shows what, why, and what to quote", () => {
    const errors = [{ message: "too low", pointer: "/inputs/port" }];
    render(<ProblemAlert error={new Problem({ title: "Conflict", status: 409, detail: "Another runs.", code: "busy", request_id: "r-7", errors })} />);
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain("Another runs.");
    expect(alert.textContent).toContain("409 Conflict · busy · request r-7");
    expect(alert.textContent).toContain("/inputs/port too low");
  });

  it("shows findings at their places", () => {
    const errors = [{ message: "privileged is not granted", file: "t.yaml", line: 12, column: 9, code: "TS701", severity: "error", help: "Ask for it." }];
    render(<ProblemAlert error={new Problem({ title: "x", status: 422, detail: "Refused.", errors })} />);
    expect(screen.getByText("t.yaml:12:9")).toBeDefined();
    expect(screen.getByText("TS701")).toBeDefined();
    expect(screen.getByText("Ask for it.")).toBeDefined();
  });

  it("is tried again on demand", async () => {
    const onRetry = vi.fn();
    render(<ProblemAlert error={new Error("broken")} onRetry={onRetry} />);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });
});
