import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");
const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");

function colours(block: string): Map<string, string> {
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]));
}

const LIGHT = colours(light);
const DARK = new Map([...LIGHT, ...colours(dark)]);

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Map<string, string>, front: string, back: string): number {
  const [one, other] = [front, back].map((name) => luminance(theme.get(name) ?? expect.fail(`no colour --${name}`)));
  const [low, high] = [one ?? 0, other ?? 0].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const GROUNDS = ["ground", "surface", "surface-raised", "sunken"];
const TONES = ["ok", "busy", "warn", "bad", "idle"];
const KINDS = ["container", "volume", "network", "runtime", "other"];
const TEXT = [
  ...["ink", "ink-2", "ink-3", "accent", ...TONES].flatMap((front) => GROUNDS.map((back) => [front, back])),
  ...TONES.map((tone) => [tone, `${tone}-soft`]),
  ...KINDS.map((kind) => [`kind-${kind}`, `kind-${kind}-soft`]),
  ...["ink", "ink-2"].flatMap((front) => ["accent-soft", "warn-soft", "idle-soft"].map((back) => [front, back])),
  ["accent-ink", "accent"],
  ["accent-ink", "accent-hover"],
  ["bar-ink", "bar"],
  ["bar-ink-2", "bar"],
  ["bar-ink", "bar-raised"],
] as [string, string][];
const SHAPES = ["surface", "ground"].map((back) => ["line-strong", back] as [string, string]);

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
])("%s colours", (_, theme) => {
  it.each(TEXT)("set text in %s on %s with 4.5 to 1", (front, back) => {
    expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)("draw the edges of controls in %s on %s with 3 to 1", (front, back) => {
    expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(3);
  });
});
