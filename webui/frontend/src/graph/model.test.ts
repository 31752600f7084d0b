import { describe, expect, it } from "vitest";
import type { Values } from "@/api/types";
import { edge, graph, instance, node } from "@/testing/make";
import { byAddress, imageOf, into, outOf, plannedPorts, publishedAddress, wantedReplicas } from "./model";

describe("what a node tells at a glance", () => {
  it("is its image, by name before others", () => {
    const artifacts = [
      { name: "notes", type: "t", file: "notes.txt" },
      { name: "image", type: "t", file: "nginx:1.27" },
    ];
    expect(imageOf(node("web", { artifacts }))).toBe("nginx:1.27");
    expect(imageOf(node("web"))).toBeNull();
  });

  it.each([
    [[{ target: 80, published: 8080 }], [":8080"]],
    [[{ target: 80 }], [":any → 80"]],
    [[{ target: 80, published: 0 }, { target: 443, published: 8443 }], [":any → 80", ":8443"]],
    [[{ target: { unknown: "inputs.port" } }], []],
    ["80", []],
    [{ unknown: "inputs.ports" }, []],
  ])("is its ports %#", (ports, words) => {
    expect(plannedPorts(node("web", { properties: { ports } }))).toEqual(words);
  });

  it("is how many of it are wanted, where that is known", () => {
    const scalable = (properties: Values) => node("web", { capabilities: [{ name: "scalable", type: "Scalable", properties }] });
    expect(wantedReplicas(scalable({ default_instances: 3 }))).toBe(3);
    expect(wantedReplicas(scalable({ default_instances: { unknown: ".inputs.count" } }))).toBeNull();
    expect(wantedReplicas(node("data"))).toBeNull();
  });

  it("is where it is reached, while it exists and the address is one for a browser", () => {
    const url = "http://127.0.0.1:8080/";
    expect(publishedAddress(instance("web", { attributes: { url } }))).toBe(url);
    expect(publishedAddress(instance("web", { attributes: { url }, state: "deleted" }))).toBeNull();
    expect(publishedAddress(instance("web", { attributes: { url: "javascript:alert(1)" } }))).toBeNull();
    expect(publishedAddress(undefined)).toBeNull();
  });
});

it("knows the edges of a node in both directions", () => {
  const drawn = graph([node("web"), node("db")], [edge("web", "db")]);
  expect(outOf(drawn, "web")).toEqual(into(drawn, "db"));
  expect(outOf(drawn, "db")).toEqual([]);
});

it("finds instances by address", () => {
  expect(byAddress([instance("web")]).get("web")?.address).toBe("web");
  expect(byAddress(undefined).size).toBe(0);
});
