import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/render";
import { list, serve } from "@/testing/server";
import { TokensPage } from "./TokensPage";

const TOKEN = { id: "t1", name: "ci", prefix: "ts_abc", user: "mara", created_at: "2026-01-01T00:00:00Z", expires_at: null, last_used_at: null };

describe("tokens", () => {
  it("are shown once when made, and never again", async () => {
    serve({ "GET /tokens": list(), "POST /tokens": { ...TOKEN, token: "ts_abc_secret" } });
    show(<TokensPage />);
    await userEvent.click((await screen.findAllByRole("button", { name: "New token" }))[0] ?? expect.fail());
    await userEvent.type(screen.getByLabelText("Name"), "ci");
    await userEvent.click(screen.getByRole("button", { name: "Create the token" }));
    expect(await screen.findByText("ts_abc_secret")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "I have kept it" }));
    expect(screen.queryByText("ts_abc_secret")).toBeNull();
  });

  it("are revoked after a question", async () => {
    const asked = serve({ "GET /tokens": list(TOKEN), "DELETE /tokens/t1": null });
    show(<TokensPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Revoke ci" }));
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Revoke the token" }));
    await waitFor(() => expect(asked.some(({ path, method }) => method === "DELETE" && path === "/tokens/t1")).toBe(true));
  });
});
