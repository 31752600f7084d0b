/** Requests to /api/v1 with the session's cookie. */

import { Problem, problemOf, unreachable } from "./problem";

export const API = "/api/v1";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Options {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

function cookie(name: string): string {
  const prefix = `${name}=`;
  const found = document.cookie.split("; ").find((part) => part.startsWith(prefix));
  return found ? decodeURIComponent(found.slice(prefix.length)) : "";
}

/** The token that Django wants with everything that writes. */
export const csrfToken = () => cookie("csrftoken");

function initOf(method: Method, { body, headers, signal }: Options): RequestInit {
  const isForm = body instanceof FormData;
  return {
    method,
    signal,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      ...(method === "GET" ? {} : { "X-CSRFToken": csrfToken() }),
      ...(body === undefined || isForm ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
  };
}

async function send(method: Method, path: string, options: Options): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${API}${path}`, initOf(method, options));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.status === 401) toSignIn();
  throw problem;
}

/** A session that has ended leads to the sign-in page and from there back to where the person was. */
function toSignIn(): void {
  const next = encodeURIComponent(window.location.pathname + window.location.search);
  window.location.assign(`/sign-in?next=${next}`);
}

export async function request<Answer>(method: Method, path: string, options: Options = {}): Promise<Answer> {
  const response = await send(method, path, options);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

export async function text(path: string, signal?: AbortSignal): Promise<string> {
  const response = await send("GET", path, { signal, headers: { Accept: "text/plain" } });
  return response.text();
}

export const get = <Answer>(path: string, signal?: AbortSignal) => request<Answer>("GET", path, { signal });
export const post = <Answer>(path: string, body?: unknown, headers?: Record<string, string>) =>
  request<Answer>("POST", path, { body, headers });
export const put = <Answer>(path: string, body: unknown) => request<Answer>("PUT", path, { body });
export const patch = <Answer>(path: string, body: unknown) => request<Answer>("PATCH", path, { body });
export const remove = (path: string) => request<undefined>("DELETE", path);

/** All pages of a list, for lists that people look at whole. */
export async function all<Item>(path: string, signal?: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | number | null = null;
  do {
    const joint = path.includes("?") ? "&" : "?";
    const address: string = cursor === null ? path : `${path}${joint}cursor=${encodeURIComponent(cursor)}`;
    const page: { items: Item[]; next: string | number | null } = await get(address, signal);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

export { Problem };
