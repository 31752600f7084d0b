/** Times, sizes and values as words. */

import type { Json } from "@/api/types";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function ago(at: number, now: number): string {
  const past = Math.max(now - at, 0);
  if (past < 45_000) return "just now";
  if (past < HOUR) return `${Math.max(Math.round(past / MINUTE), 1)} min ago`;
  if (past < DAY) return `${Math.round(past / HOUR)} h ago`;
  if (past < 30 * DAY) return plural(Math.round(past / DAY), "day") + " ago";
  return new Date(at).toLocaleDateString(undefined, { year: "numeric", month: "short", day: "numeric" });
}

export function duration(milliseconds: number): string {
  const seconds = Math.max(milliseconds, 0) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return `${minutes} min ${Math.round(seconds % 60)} s`;
}

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The last part of a type's name, which is what people call it. */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf(".") + 1);
}

export function secretOf(value: Json): string | null {
  return leafOf(value, "secret");
}

export function unknownOf(value: Json): string | null {
  return leafOf(value, "unknown");
}

function leafOf(value: Json, key: string): string | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const inner = value[key];
  return Object.keys(value).length === 1 && typeof inner === "string" ? inner : null;
}

/** An address that a browser can open, or null. */
export function webAddress(value: Json | undefined): string | null {
  return typeof value === "string" && /^https?:\/\/\S+$/.test(value) ? value : null;
}
