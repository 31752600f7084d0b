import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { deployment, instance, node, session } from "@/testing/make";
import { show } from "@/testing/render";
import { Refusal, serve } from "@/testing/server";
import { NodeActions } from "./NodeActions";

const RUN = "POST /deployments/dep-1/instances/shop/web%5B1%5D/execute";
const serving = (answer: unknown, role: "member" | "viewer" = "member") => serve({ "GET /session": session(role), [RUN]: answer });
const actions = () =>
  show(<NodeActions deployment={deployment()} node={node("shop/web[1]")} instance={instance("shop/web[1]")} />);

async function run(line: string) {
  await userEvent.click(await screen.findByRole("button", { name: "Run a command" }));
  await userEvent.type(screen.getByLabelText("Command"), line);
  await userEvent.click(screen.getByRole("button", { name: "Run" }));
}

describe("a command in a node", () => {
  it("is sent as words, and its output and status are shown", async () => {
    const asked = serving({ address: "shop/web[1]", status: 0, output: "README\n" });
    actions();
    await run("ls '/my data'");
    expect(await screen.findByText("README")).toBeDefined();
    expect(screen.getByText("exit status 0")).toBeDefined();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ command: ["ls", "/my data"] });
  });

  it("that ran out of time says so", async () => {
    serving({ address: "shop/web[1]", status: 124, output: "" });
    actions();
    await run("sleep 100");
    expect(await screen.findByText("its time was up")).toBeDefined();
    expect(screen.getByText("(no output)")).toBeDefined();
  });

  it("that the platform refuses has its words", async () => {
    serving(new Refusal(502, { detail: "There is no running container of web.", code: "platform_refused" }));
    actions();
    await run("true");
    expect((await screen.findByRole("alert")).textContent).toContain("There is no running container of web.");
  });

  it("is not sent while a quote is open", async () => {
    serving({});
    actions();
    await run("echo 'a");
    expect(screen.getByText("A quote is still open.")).toBeDefined();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Run" }).disabled).toBe(true);
  });

  it("is not offered to those who may only look", async () => {
    serving({}, "viewer");
    actions();
    expect(await screen.findByRole("button", { name: "Logs" })).toBeDefined();
    expect(screen.queryByRole("button", { name: "Run a command" })).toBeNull();
  });
});
