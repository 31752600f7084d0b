import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { edge, graph, instance, node } from "@/testing/make";
import { byAddress } from "./model";
import { Outline } from "./Outline";

const SHOP = graph(
  [node("web"), node("db"), node("data", { kind: "volume", type: "toposmith.nodes.Volume" })],
  [edge("web", "db"), edge("db", "data", { kind: "attaches-to", requirement: "storage" })],
);

const rows = () => screen.getAllByRole("treeitem").map((row) => row.dataset.row);
const focused = () => document.activeElement?.getAttribute("data-row");

describe("the outline", () => {
  const onSelect = vi.fn();
  beforeEach(() => {
    onSelect.mockReset();
    const instances = byAddress([instance("web"), instance("db", { state: "failed" })]);
    render(<Outline graph={SHOP} instances={instances} selected="db" onSelect={onSelect} />);
  });

  it("tells nodes, types, states and requirements in words", () => {
    const db = screen.getByRole("treeitem", { selected: true });
    expect(db.textContent).toContain("Container");
    expect(within(db).getByText(/Failed/)).toBeDefined();
    expect(screen.getByText("attached to").parentElement?.textContent).toBe("attached to data");
    expect(db.getAttribute("aria-level")).toBe("1");
  });

  it("has one stop for the tabulator, at the selected node", async () => {
    await userEvent.tab();
    expect(focused()).toBe("db");
    await userEvent.tab();
    expect(document.activeElement).toBe(document.body);
  });

  it("is walked with the arrows, Home and End", async () => {
    await userEvent.tab();
    await userEvent.keyboard("{ArrowDown}");
    expect(focused()).toBe("db/storage/0/data");
    await userEvent.keyboard("{ArrowLeft}");
    expect(focused()).toBe("db");
    await userEvent.keyboard("{End}");
    expect(focused()).toBe("data");
    await userEvent.keyboard("{Home}{ArrowRight}");
    expect(focused()).toBe("web/connection/0/db");
  });

  it("closes and opens a node", async () => {
    await userEvent.tab();
    await userEvent.keyboard("{ArrowLeft}");
    expect(rows()).toEqual(["web", "web/connection/0/db", "db", "data"]);
    await userEvent.keyboard("{ArrowRight}");
    expect(rows()).toContain("db/storage/0/data");
  });

  it("selects nodes, and through a requirement its target", async () => {
    await userEvent.tab();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(onSelect).toHaveBeenLastCalledWith("data");
    await userEvent.click(screen.getByText("web"));
    expect(onSelect).toHaveBeenLastCalledWith("web");
  });
});
