/** A stand-in for the API: answers by method and path, and remembers what it was asked. */

import { vi } from "vitest";

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  headers: Record<string, string>;
}

type Answer = unknown;
type Answers = Record<string, Answer>;

export class Refusal {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
  ) {}
}

/** Stubs `fetch`. Keys are such as "GET /targets"; an answer may be a function of what is asked, or a refusal. */
export function serve(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn((address: string, init: RequestInit = {}) => Promise.resolve(answerTo(address, init, answers, asked))),
  );
  return asked;
}

function answerTo(address: string, init: RequestInit, answers: Answers, asked: Asked[]): Response {
  const path = address.replace("/api/v1", "");
  const method = init.method ?? "GET";
  const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : init.body;
  const request = { method, path, body, headers: init.headers as Record<string, string> };
  asked.push(request);
  const found = answers[`${method} ${path}`];
  const answer: unknown = typeof found === "function" ? (found as (asked: Asked) => unknown)(request) : found;
  if (answer === undefined) return json(404, { title: "Not Found", status: 404, detail: `${method} ${path}`, code: "not_found" });
  if (answer instanceof Refusal) return json(answer.status, { title: "Refused", status: answer.status, ...answer.body });
  if (answer === null) return new Response(null, { status: 204 });
  return typeof answer === "string" ? new Response(answer) : json(200, answer);
}

function json(status: number, body: unknown): Response {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });
}

export const list = (...items: unknown[]) => ({ items, next: null });
