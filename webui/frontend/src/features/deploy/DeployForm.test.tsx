import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { deployment, input, plan, target, template, version } from "@/testing/make";
import { show } from "@/testing/render";
import { list, Refusal, serve, type Asked } from "@/testing/server";
import { DeployForm } from "./DeployForm";

const INPUTS = [input("password", { secret: true, type: "toposmith.datatypes.Secret" }), input("port", { type: "integer", default: 0 })];
const MAKE = "POST /deployments";
const PLAN = "POST /deployments/dep-1/plans";

function open(answers: Record<string, unknown>): Asked[] {
  const asked = serve({ "GET /deployments": list(deployment({ name: "two-tier-shop" })), [MAKE]: deployment(), [PLAN]: plan(), ...answers });
  show(<DeployForm template={template()} version={version({ inputs: INPUTS })} targets={[target(), target({ id: "tgt-2", name: "Lab" })]} />);
  return asked;
}
const send = () => userEvent.click(screen.getByRole("button", { name: "Make the plan" }));
const writes = (asked: Asked[]) => asked.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);

describe("deploying", () => {
  let password: HTMLElement;
  beforeEach(() => window.history.replaceState(null, "", "/topologies/tpl-1/deploy"));

  it("asks for what is required before it sends anything", async () => {
    const asked = open({});
    await send();
    expect(await screen.findByText("This input needs a value.")).toBeDefined();
    expect(writes(asked)).toEqual([]);
  });

  it("makes the deployment under a free name, then the plan, and goes to it", async () => {
    const asked = open({});
    password = screen.getByLabelText(/password/);
    expect(password.getAttribute("type")).toBe("password");
    await screen.findByDisplayValue("two-tier-shop-2");
    await userEvent.type(password, "opensesame");
    await userEvent.click(screen.getByLabelText(/Lab/));
    await send();
    await waitFor(() => expect(window.location.pathname).toBe("/deployments/dep-1/plans/plan-1"));
    expect(asked.find(({ path, method }) => path === "/deployments" && method === "POST")?.body).toEqual({
      name: "two-tier-shop-2",
      version_id: "ver-1",
      target_id: "tgt-2",
      inputs: { password: "opensesame" },
    });
  });

  it("shows the server's faults at the inputs they mean", async () => {
    open({ [MAKE]: new Refusal(422, { detail: "Inputs do not fit.", errors: [{ pointer: "/inputs/port", message: "must be in range" }] }) });
    await userEvent.type(screen.getByLabelText(/password/), "opensesame");
    await send();
    const port = screen.getByLabelText(/port/);
    await waitFor(() => expect(port.getAttribute("aria-invalid")).toBe("true"));
  });

  it("changes the deployment it has made when the plan was refused and the form is sent again", async () => {
    let plans = 0;
    const asked = open({
      [PLAN]: () => (plans++ === 0 ? new Refusal(422, { detail: "Not granted.", code: "rights" }) : plan()),
      "PATCH /deployments/dep-1": deployment(),
    });
    await userEvent.type(screen.getByLabelText(/password/), "opensesame");
    await send();
    expect(await screen.findByText("Not granted.")).toBeDefined();
    await send();
    await waitFor(() => expect(window.location.pathname).toContain("/plans/"));
    expect(writes(asked)).toEqual([MAKE, PLAN, "PATCH /deployments/dep-1", PLAN]);
  });

  it("makes another in its place when the name is another by then", async () => {
    let plans = 0;
    const asked = open({
      [PLAN]: () => (plans++ === 0 ? new Refusal(422, { detail: "Not granted." }) : plan()),
      "DELETE /deployments/dep-1": null,
    });
    await userEvent.type(screen.getByLabelText(/password/), "opensesame");
    await send();
    await screen.findByText("Not granted.");
    await userEvent.type(screen.getByLabelText("Name"), "-b");
    await send();
    await waitFor(() => expect(writes(asked)).toEqual([MAKE, PLAN, "DELETE /deployments/dep-1", MAKE, PLAN]));
  });
});
