import { describe, expect, it, vi } from "vitest";
import { Refusal, serve } from "@/testing/server";
import { all, get, post, remove } from "./client";
import { Problem } from "./problem";

const refused = (promise: Promise<unknown>) => promise.then(() => expect.fail("not refused"), (error: unknown) => error as Problem);

describe("requests", () => {
  it("send the token of the session's cookie with what writes, and not with what reads", async () => {
    document.cookie = "csrftoken=abc%3D";
    const asked = serve({ "POST /tokens": {}, "GET /tokens": {} });
    await post("/tokens", { name: "ci" }, { "Idempotency-Key": "k" });
    await get("/tokens");
    expect(asked[0]?.headers).toMatchObject({ "X-CSRFToken": "abc=", "Idempotency-Key": "k", "Content-Type": "application/json" });
    expect(asked[0]?.body).toEqual({ name: "ci" });
    expect(asked[1]?.headers).not.toHaveProperty("X-CSRFToken");
  });

  it("leave the content type of a form to the browser", async () => {
    const asked = serve({ "POST /service-templates": {} });
    await post("/service-templates", new FormData());
    expect(asked[0]?.headers).not.toHaveProperty("Content-Type");
  });

  it("give nothing for an empty answer", async () => {
    serve({ "DELETE /tokens/1": null });
    await expect(remove("/tokens/1")).resolves.toBeUndefined();
  });

  it("read all pages of a list", async () => {
    const asked = serve({
      "GET /targets": { items: [1, 2], next: "a/b" },
      "GET /targets?cursor=a%2Fb": { items: [3], next: null },
    });
    expect(await all("/targets")).toEqual([1, 2, 3]);
    expect(asked).toHaveLength(2);
  });
});

describe("refusals", () => {
  it("carry the problem's parts", async () => {
    const errors = [{ message: "too low", pointer: "/inputs/port" }];
    serve({ "POST /deployments": new Refusal(422, { detail: "No.", code: "inputs_invalid", request_id: "r1", errors }) });
    const problem = await refused(post("/deployments", {}));
    expect(problem).toMatchObject({ status: 422, detail: "No.", code: "inputs_invalid", requestId: "r1", errors });
  });

  it("make sense of an answer that is no problem document", async () => {
    const page = new Response("<html>Bad gateway</html>", { status: 502, headers: { "X-Request-ID": "r2" } });
    vi.stubGlobal("fetch", () => Promise.resolve(page));
    expect(await refused(get("/session"))).toMatchObject({ status: 502, requestId: "r2", errors: [] });
  });

  it("say so when no answer came", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed to fetch")));
    expect(await refused(get("/session"))).toMatchObject({ status: 0, code: "unreachable" });
  });

  it("lead to the sign-in page and back when the session has ended", async () => {
    const assign = vi.spyOn(window.location, "assign").mockReturnValue();
    window.history.replaceState(null, "", "/deployments/1?node=web");
    serve({ "GET /session": new Refusal(401, { code: "not_signed_in" }) });
    await refused(get("/session"));
    expect(assign).toHaveBeenCalledWith("/sign-in?next=%2Fdeployments%2F1%3Fnode%3Dweb");
  });
});
