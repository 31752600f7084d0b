import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { deployment, graph, node } from "@/testing/make";
import { show } from "@/testing/render";
import { Refusal, serve } from "@/testing/server";
import { LogsDock } from "./LogsDock";

const WEB = "GET /deployments/dep-1/logs?address=web&tail=200";
const DB = "GET /deployments/dep-1/logs?address=db&tail=200";
const SHOP = graph([node("web"), node("db"), node("data", { kind: "volume" })]);
const dock = () => show(<LogsDock deployment={deployment()} graph={SHOP} />);

describe("the logs of a node", () => {
  beforeEach(() => window.history.replaceState(null, "", "/deployments/dep-1?logs=web"));

  it("are shown with numbers, and searched", async () => {
    serve({ [WEB]: { address: "web", text: "started\nGET / 200\n" } });
    dock();
    expect(await screen.findByText("GET / 200")).toBeDefined();
    await userEvent.type(screen.getByRole("searchbox"), "START");
    expect(screen.queryByText("GET / 200")).toBeNull();
    expect(screen.getByText(/1 line with/)).toBeDefined();
  });

  it("are of containers only, and change with the choice", async () => {
    serve({ [WEB]: { address: "web", text: "of web" }, [DB]: { address: "db", text: "of db" } });
    dock();
    const choice = screen.getByRole("combobox", { name: "Node" });
    expect([...choice.querySelectorAll("option")].map((option) => option.value)).toEqual(["web", "db"]);
    await userEvent.selectOptions(choice, "db");
    expect(await screen.findByText("of db")).toBeDefined();
    expect(window.location.search).toBe("?logs=db");
  });

  it("say so when no worker answers, with the code", async () => {
    serve({ [WEB]: new Refusal(504, { detail: "No worker answered.", code: "no_worker_answered" }) });
    dock();
    expect((await screen.findByRole("alert")).textContent).toMatch(/No worker answered\..*no_worker_answered/);
  });

  it("are closed by leaving the address", async () => {
    serve({ [WEB]: { address: "web", text: "" } });
    dock();
    await userEvent.click(await screen.findByRole("button", { name: "Close the logs" }));
    expect(screen.queryByRole("region")).toBeNull();
    expect(window.location.search).toBe("");
  });
});
