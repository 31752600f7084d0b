import { describe, expect, it } from "vitest";
import { addressNote, credentialLabel, isPem, optionLabel } from "./labels";
import { browserPattern, choices } from "./OptionFields";

describe("what backends declare", () => {
  it("has labels made of its names", () => {
    expect(optionLabel("ingress_class")).toBe("Ingress class");
    expect(optionLabel("vm_runtime")).toBe("VM runtime");
    expect(credentialLabel("ca")).toBe("Certificate of the authority");
    expect(credentialLabel("registry_password")).toBe("Registry password");
  });

  it("is PEM text where it is a certificate or a key", () => {
    expect(["ca", "key", "chronos_ca", "token", "password"].filter(isPem)).toEqual(["ca", "key", "chronos_ca"]);
  });

  it("has examples of addresses by its schemes", () => {
    expect(addressNote(["unix", "in-cluster"])).toBe("For example unix:///var/run/docker.sock or in-cluster:");
    expect(addressNote([])).toBe("");
  });

  it("has choices where a pattern lists words", () => {
    expect(choices("ordered|at-once")).toEqual(["ordered", "at-once"]);
    expect(choices("[a-z]{1,3}|b")).toEqual([]);
    expect(choices("word")).toEqual([]);
  });

  it("has patterns that the browser checks only where it can read them", () => {
    expect(browserPattern("[a-z]{1,3}")).toBe("[a-z]{1,3}");
    expect(browserPattern("(?P<name>a)")).toBeUndefined();
    expect(browserPattern("[A-Za-z0-9._-]{1,60}")).toBeUndefined();
  });
});
