import { describe, expect, it } from "vitest";
import { wordsOf } from "./words";

describe("the words of a command line", () => {
  it.each([
    ["ls -l /data", ["ls", "-l", "/data"]],
    ["  ls   ", ["ls"]],
    ["", []],
    [`sh -c 'echo "a b" | wc'`, ["sh", "-c", 'echo "a b" | wc']],
    [`echo "a \\"b\\" $HOME"`, ["echo", 'a "b" $HOME']],
    ["echo a\\ b", ["echo", "a b"]],
    ["echo ''", ["echo", ""]],
    [`a"b"'c'd`, ["abcd"]],
    ["printf '%s\\n' x", ["printf", "%s\\n", "x"]],
    ['echo "a\nb"', ["echo", "a\nb"]],
  ])("%s", (line, expected) => {
    expect(wordsOf(line)).toEqual(expected);
  });

  it.each(["echo 'a", 'echo "a', "echo a\\"])("are not known while a quote is open: %s", (line) => {
    expect(wordsOf(line)).toBeNull();
  });
});
