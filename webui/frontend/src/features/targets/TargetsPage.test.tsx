import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { backend, session, target } from "@/testing/make";
import { show } from "@/testing/render";
import { list, Refusal, serve } from "@/testing/server";
import { TargetsPage } from "./TargetsPage";

const PING = "POST /targets/tgt-1/ping";
const answers = (more: Record<string, unknown> = {}, role: "admin" | "member" = "admin") => ({
  "GET /session": session(role),
  "GET /targets": list(target({ rights: ["image-build"] })),
  "GET /backends": list(
    backend(),
    backend({
      name: "kubernetes",
      title: "Kubernetes",
      rights: [],
      schemes: ["https"],
      credential_fields: ["ca", "token"],
      options: [
        { name: "namespace", description: "Where it runs.", pattern: "[a-z0-9-]{1,63}", default: "default" },
        { name: "ingress_class", description: "Who serves routes.", pattern: "[a-z0-9-]{1,63}", default: "" },
      ],
    }),
  ),
  ...more,
});

describe("targets", () => {
  it("are tested through a worker, and show the platform's words", async () => {
    serve(answers({ [PING]: { ok: true, detail: "Docker Engine 28" } }));
    show(<TargetsPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Test the connection" }));
    expect(await screen.findByText("It answers")).toBeDefined();
    expect(screen.getByText("Docker Engine 28")).toBeDefined();
  });

  it("say so when no worker answers", async () => {
    serve(answers({ [PING]: new Refusal(504, { detail: "No worker answered.", code: "no_worker_answered" }) }));
    show(<TargetsPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Test the connection" }));
    expect((await screen.findByRole("alert")).textContent).toContain("No worker answered.");
  });

  it("are changed by administrators only", async () => {
    serve(answers({}, "member"));
    show(<TargetsPage />);
    expect(await screen.findByText("image-build")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Add a target" })).toBeNull();
    expect(screen.queryByRole("button", { name: /Remove/ })).toBeNull();
  });

  it("are added with the rights that were granted and the parts of the credential that were given", async () => {
    const asked = serve(answers({ "POST /targets": target() }));
    show(<TargetsPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Add a target" }));
    await userEvent.type(await screen.findByLabelText("Name"), "Lab");
    await userEvent.type(screen.getByLabelText("Address"), "tcp://docker.example.org:2376");
    await userEvent.type(screen.getByLabelText("Client key"), "PEM");
    await userEvent.click(screen.getByLabelText("low-ports"));
    await userEvent.click(screen.getByRole("button", { name: "Add the target" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "POST")).toBe(true));
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      name: "Lab",
      backend: "compose",
      endpoint: "tcp://docker.example.org:2376",
      queue: "default",
      rights: ["low-ports"],
      credential: { key: "PEM" },
      options: {},
    });
  });

  it("have the fields of the chosen platform", async () => {
    const asked = serve(answers({ "POST /targets": target() }));
    show(<TargetsPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Add a target" }));
    await userEvent.selectOptions(await screen.findByLabelText("Platform"), "Kubernetes");
    expect(screen.getByText("For example https://host.example.org:6443")).toBeDefined();
    expect(screen.queryByLabelText("low-ports")).toBeNull();
    await userEvent.type(screen.getByLabelText("Name"), "Cluster");
    await userEvent.type(screen.getByLabelText("Address"), "https://k8s.example.org");
    await userEvent.type(screen.getByLabelText("Namespace"), "shop");
    await userEvent.type(screen.getByLabelText("Token"), "opensesame");
    await userEvent.click(screen.getByRole("button", { name: "Add the target" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "POST")).toBe(true));
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
      backend: "kubernetes",
      rights: [],
      credential: { token: "opensesame" },
      options: { namespace: "shop" },
    });
  });

  it("show their options", async () => {
    serve(answers({ "GET /targets": list(target({ options: { vm_runtime: "kata" } })) }));
    show(<TargetsPage />);
    expect(await screen.findByText("VM runtime")).toBeDefined();
    expect(screen.getByText("kata")).toBeDefined();
  });

  it("are taken over from a kubeconfig, and a refusal says why", async () => {
    const detail = "The user's 'exec' cannot be taken over: it would run a program in the worker.";
    const asked = serve(answers({ "POST /targets/from-kubeconfig": new Refusal(422, { detail, code: "kubeconfig_refused" }) }));
    show(<TargetsPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Take over a kubeconfig" }));
    await userEvent.type(screen.getByLabelText("Name"), "Cluster");
    await userEvent.type(screen.getByLabelText("Kubeconfig"), "kind: Config");
    await userEvent.click(screen.getByRole("button", { name: "Add the target" }));
    expect((await screen.findByRole("alert")).textContent).toContain(detail);
    const body = { name: "Cluster", kubeconfig: "kind: Config", context: "", queue: "default" };
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual(body);
  });
});
