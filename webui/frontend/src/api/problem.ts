/** Errors as the API tells them: application/problem+json. */

import type { ProblemError } from "./types";

export interface ProblemBody {
  title: string;
  status: number;
  detail?: string;
  code?: string;
  errors?: ProblemError[];
  request_id?: string;
}

/** A refused or failed request. `status` is 0 when no answer came at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors: ProblemError[];

  constructor(body: ProblemBody) {
    super(body.title);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code ?? "";
    this.detail = body.detail ?? "";
    this.requestId = body.request_id ?? "";
    this.errors = body.errors ?? [];
  }
}

export function unreachable(): Problem {
  return new Problem({
    title: "Toposmith cannot be reached",
    status: 0,
    code: "unreachable",
    detail: "The server did not answer. Check that it runs and that your connection is up, then try again.",
  });
}

/** Reads a refusal from a response, whatever stands between us and the server may have made of it. */
export async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get("X-Request-ID") ?? undefined;
  const fallback: ProblemBody = {
    title: `The server answered ${response.status}`,
    status: response.status,
    detail: response.statusText,
    request_id: requestId,
  };
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) return new Problem(fallback);
  const body = (await response.json()) as Partial<ProblemBody>;
  return new Problem({ ...fallback, ...body });
}
