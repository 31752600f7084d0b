import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { session } from "@/testing/make";
import { show } from "@/testing/render";
import { Refusal, serve } from "@/testing/server";
import { Shell } from "./Shell";

const open = () => show(<Shell>the page</Shell>);

describe("the shell", () => {
  it("shows who is signed in, for which team, and where one is", async () => {
    window.history.replaceState(null, "", "/deployments/dep-1");
    serve({ "GET /session": session() });
    open();
    expect(await screen.findByText("Harbour")).toBeDefined();
    expect(screen.getByRole("link", { current: "page" }).textContent).toBe("Deployments");
  });

  it("forgets all that it knew when another team is chosen", async () => {
    const lab = { id: "team-2", name: "Lab", role: "viewer" as const };
    const both = { ...session(), teams: [...session().teams, lab] };
    const asked = serve({ "GET /session": both, "PUT /session/team": { ...both, team: lab } });
    const queries = open();
    await userEvent.click(await screen.findByRole("button", { name: /Team Harbour/ }));
    queries.setQueryData(["templates"], ["of Harbour"]);
    await userEvent.click(screen.getByRole("button", { name: /Lab/ }));
    await waitFor(() => expect(screen.getByRole("button", { name: /Team Lab/ })).toBeDefined());
    expect(asked.at(-1)?.body).toEqual({ team_id: "team-2" });
    expect(queries.getQueryData(["templates"])).toBeUndefined();
  });

  it("closes a menu with Escape", async () => {
    serve({ "GET /session": session() });
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Signed in as mara" }));
    expect(screen.getByText("Sign out")).toBeDefined();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByText("Sign out")).toBeNull();
  });

  it("leads to the choice of a password while there is only a one-time one", async () => {
    const assign = vi.spyOn(window.location, "assign").mockReturnValue();
    serve({ "GET /session": { ...session(), user: { ...session().user, password_is_one_time: true } } });
    open();
    await waitFor(() => expect(assign).toHaveBeenCalledWith("/password"));
  });

  it("shows why there is no session", async () => {
    serve({ "GET /session": new Refusal(403, { detail: "You belong to no team.", code: "no_team" }) });
    open();
    expect((await screen.findByRole("alert")).textContent).toContain("You belong to no team.");
  });
});
