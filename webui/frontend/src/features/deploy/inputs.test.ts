import { describe, expect, it } from "vitest";
import { input } from "@/testing/make";
import { controlOf, draftsOf, freeName, parseDrafts } from "./inputs";

const NONE = new Set<string>();

describe("the control of an input", () => {
  it.each([
    [input("a", { secret: true, type: "toposmith.datatypes.Secret" }), "secret"],
    [input("a", { type: "boolean" }), "choice"],
    [input("a", { type: "float" }), "number"],
    [input("a", { type: "map" }), "tree"],
    [input("a", { type: "toposmith.datatypes.PortMapping" }), "tree"],
    [input("a", { type: "scalar-unit.size" }), "text"],
    [input("a", { type: "string" }), "text"],
  ])("%#", (definition, control) => {
    expect(controlOf(definition)).toBe(control);
  });
});

describe("drafts", () => {
  const inputs = [
    input("port", { type: "integer" }),
    input("tls", { type: "boolean", required: false }),
    input("names", { type: "list", required: false }),
    input("ratio", { type: "float", default: 0.5 }),
    input("size", { type: "scalar-unit.size", required: false }),
    input("password", { secret: true }),
  ];

  it("become values of the inputs' types", () => {
    const drafts = { port: "8080", tls: "false", names: '["a"]', ratio: "1.5", size: "1 GB", password: "42" };
    expect(parseDrafts(inputs, drafts, NONE)).toEqual({
      values: { port: 8080, tls: false, names: ["a"], ratio: 1.5, size: "1 GB", password: "42" },
      faults: {},
    });
  });

  it("leave what is empty to its default, and ask for what has none", () => {
    const { values, faults } = parseDrafts(inputs, { ratio: "" }, NONE);
    expect(values).toEqual({});
    expect(Object.keys(faults)).toEqual(["port", "password"]);
  });

  it("need no secret that is stored already", () => {
    expect(parseDrafts(inputs, { port: "1" }, new Set(["password"])).faults).toEqual({});
  });

  it.each([
    ["port", "8080.5"],
    ["port", "many"],
    ["ratio", "half"],
    ["names", "a, b"],
  ])("say what is wrong with %s as %j", (name, draft) => {
    const { values, faults } = parseDrafts(inputs, { port: "1", password: "x", [name]: draft }, NONE);
    expect(Object.keys(faults)).toEqual([name]);
    expect(values).not.toHaveProperty(name);
  });

  it("begin with the present values, never with a secret", () => {
    const values = { port: 80, names: ["a"], password: { secret: "input:password" } };
    expect(draftsOf(inputs, values)).toEqual({ port: "80", names: '["a"]' });
  });
});

it("finds a name that is free", () => {
  expect(freeName("shop", [])).toBe("shop");
  expect(freeName("shop", ["shop", "shop-2"])).toBe("shop-3");
});
