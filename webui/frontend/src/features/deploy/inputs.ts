/** From what a person typed to the values of a template's inputs. */

import type { InputDefinition, Json } from "@/api/types";
import { secretOf } from "@/ui/format";

export type Drafts = Record<string, string>;

/** How an input is asked for. */
export type Control = "secret" | "choice" | "number" | "text" | "tree";

const TREES = /^(list|map|json)\b|datatypes\./;

export function controlOf(input: InputDefinition): Control {
  if (input.secret) return "secret";
  if (input.type === "boolean") return "choice";
  if (input.type === "integer" || input.type === "float") return "number";
  return TREES.test(input.type) ? "tree" : "text";
}

/** What stands in the form at first: values that the deployment already has, secrets left out. */
export function draftsOf(inputs: readonly InputDefinition[], values: Record<string, Json>): Drafts {
  const known = inputs.filter(({ name }) => values[name] !== undefined && secretOf(values[name]) === null);
  return Object.fromEntries(known.map(({ name }) => [name, asText(values[name] ?? null)]));
}

export function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export interface Parsed {
  values: Record<string, Json>;
  faults: Record<string, string>;
}

/** The values to send, and what is wrong with those that cannot be sent. Empty fields are left to their defaults. */
export function parseDrafts(inputs: readonly InputDefinition[], drafts: Drafts, kept: ReadonlySet<string>): Parsed {
  const parsed: Parsed = { values: {}, faults: {} };
  for (const input of inputs) {
    const draft = drafts[input.name] ?? "";
    if (draft === "") {
      if (isNeeded(input) && !kept.has(input.name)) parsed.faults[input.name] = "This input needs a value.";
      continue;
    }
    const value = parse(input, draft);
    if (value === undefined) parsed.faults[input.name] = faultOf(input);
    else parsed.values[input.name] = value;
  }
  return parsed;
}

export const isNeeded = (input: InputDefinition) => input.required && input.default === null;

function parse(input: InputDefinition, draft: string): Json | undefined {
  switch (controlOf(input)) {
    case "choice":
      return draft === "true";
    case "number":
      return numberOf(input.type, draft);
    case "tree":
      return treeOf(draft);
    default:
      return draft;
  }
}

function numberOf(type: string, draft: string): number | undefined {
  const value = Number(draft);
  return Number.isFinite(value) && (type === "float" || Number.isInteger(value)) ? value : undefined;
}

function treeOf(draft: string): Json | undefined {
  try {
    return JSON.parse(draft) as Json;
  } catch {
    return undefined;
  }
}

function faultOf(input: InputDefinition): string {
  if (controlOf(input) === "tree") return 'Write it as JSON, for example ["a", "b"] or {"name": "value"}.';
  return input.type === "integer" ? "Write a whole number." : "Write a number.";
}

/** A name that no other deployment has, made from the one that is wished for. */
export function freeName(wished: string, taken: readonly string[]): string {
  let name = wished;
  for (let number = 2; taken.includes(name); number += 1) name = `${wished}-${number}`;
  return name;
}
