import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { DeploymentState } from "@/api/types";
import { deployment, plan, target, version } from "@/testing/make";
import { show } from "@/testing/render";
import { list, serve } from "@/testing/server";
import { ChangePage } from "./ChangePage";

function serving(state: DeploymentState) {
  return serve({
    "GET /deployments/dep-1": deployment({ state }),
    "GET /service-templates/tpl-1/versions": list({ id: "ver-1", number: 1, valid: true, author: "mara" }),
    "GET /versions/ver-1": version(),
    "GET /targets": list(target(), target({ id: "tgt-2", name: "Cluster", backend: "kubernetes" })),
    "PATCH /deployments/dep-1": deployment({ state }),
    "POST /deployments/dep-1/plans": plan(),
  });
}

describe("changing a deployment", () => {
  it("moves it to another target when nothing of it is anywhere", async () => {
    const asked = serving("undeployed");
    show(<ChangePage id="dep-1" />);
    await userEvent.click(await screen.findByRole("radio", { name: /Cluster/ }));
    await userEvent.click(await screen.findByRole("button", { name: "Make the plan" }));
    await waitFor(() => expect(asked.some(({ path }) => path.endsWith("/plans"))).toBe(true));
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ version_id: "ver-1", target_id: "tgt-2", inputs: {} });
  });

  it("says how what is deployed can move, and that its data does not", async () => {
    serving("deployed");
    show(<ChangePage id="dep-1" />);
    expect(await screen.findByText(/Its data does not move by itself/)).toBeDefined();
    expect(screen.queryByRole("radio")).toBeNull();
  });
});
