/** An event in a short sentence. */

import type { DeploymentEvent, Json } from "@/api/types";

type Describe = (body: Record<string, Json>) => string;

const word = (value: Json | undefined) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

const SENTENCES: Record<string, Describe> = {
  "deployment.created": () => "The deployment was created.",
  "deployment.changed": () => "The version, the target or the inputs were changed.",
  "deployment.state": (body) => `The deployment is now ${word(body.state)}.`,
  "plan.made": () => "A plan was made.",
  "operation.state": (body) => `${word(body.kind) || "Operation"}: ${word(body.state)}.`,
  "step.state": (body) => `Step ${word(body.key)}: ${word(body.state)}${Number(body.attempt) > 1 ? `, attempt ${word(body.attempt)}` : ""}.`,
  "instance.state": (body) => `${word(body.address)} is ${word(body.state)}${body.detail ? `: ${word(body.detail)}` : ""}.`,
  "instance.drift": (body) => driftSentence(word(body.address), Array.isArray(body.drift) ? body.drift.map(word) : []),
  "instance.command": (body) => `In ${word(body.address)} was run: ${word(body.program)}.`,
  outputs: () => "The outputs changed.",
};

function driftSentence(address: string, drift: string[]): string {
  return drift.length > 0 ? `somebody changed ${address}: ${drift.join("; ")}.` : `${address} is again as it was deployed.`;
}

export function describeEvent({ kind, body }: DeploymentEvent): string {
  const sentence = SENTENCES[kind]?.(body) ?? kind;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
