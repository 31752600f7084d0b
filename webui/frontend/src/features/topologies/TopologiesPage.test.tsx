import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { deployment, edge, file, graph, node, session, template } from "@/testing/make";
import { show } from "@/testing/render";
import { list, Refusal, serve } from "@/testing/server";
import { StartPage } from "./StartPage";
import { TopologiesPage } from "./TopologiesPage";

const DRAWN = graph([node("web"), node("db")], [edge("web", "db")]);
const base = {
  "GET /session": session("member"),
  "GET /service-templates": list(template({ deployments: 1 })),
  "GET /deployments": list(deployment({ state: "failed" })),
  "GET /versions/ver-1/graph": DRAWN,
};

describe("the list of topologies", () => {
  it("tells version, size and what runs", async () => {
    serve(base);
    show(<TopologiesPage />);
    expect(await screen.findByText("Version 1 · 2 nodes")).toBeDefined();
    expect(await screen.findByText("Failed")).toBeDefined();
    expect(screen.getByRole("link", { name: "shop" }).getAttribute("href")).toBe("/deployments/dep-1");
  });

  it("says what belongs there when it is empty", async () => {
    serve({ ...base, "GET /service-templates": list() });
    show(<TopologiesPage />);
    expect(await screen.findByText("No topologies yet")).toBeDefined();
  });

  it("offers no upload to who may only look", async () => {
    serve({ ...base, "GET /session": session("viewer") });
    show(<TopologiesPage />);
    await screen.findByText("Version 1 · 2 nodes");
    expect(screen.queryByRole("button", { name: /Upload/ })).toBeNull();
  });

  it("shows a refusal with a way to try again", async () => {
    serve({ ...base, "GET /service-templates": new Refusal(500, { detail: "Something went wrong on our side.", request_id: "r-1" }) });
    show(<TopologiesPage />);
    expect((await screen.findByRole("alert")).textContent).toMatch(/our side.*request r-1/);
    expect(screen.getByRole("button", { name: "Try again" })).toBeDefined();
  });
});

describe("an upload", () => {
  it("shows every finding with its line, taken from the file at hand", async () => {
    const errors = [{ code: "TS401", severity: "error", message: "Unknown type.", file: "t.yaml", line: 2, column: 7, help: "Import it." }];
    serve({ ...base, "POST /service-templates": new Refusal(422, { detail: "Errors.", errors }) });
    show(<TopologiesPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Upload a template" }));
    await userEvent.upload(screen.getByLabelText("choose files"), file("t.yaml", { text: "a: 1\ntype: Nope\n" }));
    await userEvent.click(screen.getByRole("button", { name: "Upload" }));
    expect(await screen.findByText("t.yaml:2:7")).toBeDefined();
    expect(screen.getByText("Import it.")).toBeDefined();
    await waitFor(() => expect(document.querySelector("mark")?.textContent).toBe("N"));
  });
});

describe("the start", () => {
  it("is a topology on the first visit, and the list on later ones", async () => {
    serve(base);
    show(<StartPage />);
    await waitFor(() => expect(window.location.pathname).toBe("/topologies/tpl-1"));
    show(<StartPage />);
    await waitFor(() => expect(window.location.pathname).toBe("/topologies"));
  });

  it("is the list when there is nothing to open", async () => {
    serve({ ...base, "GET /service-templates": list() });
    show(<StartPage />);
    await waitFor(() => expect(window.location.pathname).toBe("/topologies"));
  });
});
