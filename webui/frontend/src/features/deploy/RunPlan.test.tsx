import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { sessionQuery } from "@/api/queries";
import type { Plan } from "@/api/types";
import { change, deployment, operation, plan, session } from "@/testing/make";
import { show } from "@/testing/render";
import { Refusal, serve } from "@/testing/server";
import { RunPlan } from "./RunPlan";

const RUN = "POST /deployments/dep-1/operations";
const LOSING = plan({ touches_data: true, changes: [change("data", { action: "delete", data: "destroys" })] });

function review(shown: Plan, role: "viewer" | "member" = "member") {
  show(<RunPlan deployment={deployment()} plan={shown} />).setQueryData(sessionQuery.queryKey, session(role));
}
const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name });

describe("running a plan", () => {
  it("starts it and goes to the deployment", async () => {
    const asked = serve({ "GET /session": session("member"), [RUN]: operation() });
    review(plan());
    await userEvent.click(await button("Deploy"));
    await waitFor(() => expect(window.location.pathname).toBe("/deployments/dep-1"));
    const run = asked.find(({ method }) => method === "POST");
    expect(run?.body).toEqual({ plan_id: "plan-1", confirm_data_loss: false });
    expect(run?.headers["Idempotency-Key"]).toMatch(/^[0-9a-f-]{36}-false$/);
  });

  it("waits for a word of its own where data is lost, and names the data", async () => {
    const asked = serve({ "GET /session": session("member"), [RUN]: operation() });
    review(LOSING);
    expect((await button("Deploy")).disabled).toBe(true);
    expect(screen.getByText("Destroyed for good: data.")).toBeDefined();
    await userEvent.click(screen.getByRole("checkbox"));
    await userEvent.click(await button("Deploy"));
    await waitFor(() => expect(asked.at(-1)?.path).toBeDefined());
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({ confirm_data_loss: true });
  });

  it("offers a new plan when this one is stale", async () => {
    const fresh = plan({ id: "plan-2" });
    serve({
      "GET /session": session("member"),
      [RUN]: new Refusal(409, { code: "plan_stale", detail: "The plan is stale." }),
      "POST /deployments/dep-1/plans": fresh,
    });
    review(plan());
    await userEvent.click(await button("Deploy"));
    expect((await screen.findByRole("alert")).textContent).toContain("The plan is stale.");
    await userEvent.click(await button("Plan again"));
    await waitFor(() => expect(window.location.pathname).toBe("/deployments/dep-1/plans/plan-2"));
  });

  it("offers nothing when there is nothing to do, or nothing that one may do", async () => {
    serve({ "GET /session": session("viewer") });
    review(plan({ is_empty: true }));
    expect(await screen.findByText(/nothing to do/)).toBeDefined();
    review(plan(), "viewer");
    expect(screen.queryByRole("button", { name: "Deploy" })).toBeNull();
  });
});
