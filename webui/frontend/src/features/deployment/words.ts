/** A command line cut into words as a shell does: quotes keep words together, a backslash keeps the next character. */

const PART = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^\s'"\\]+)|(\s+)|(.)/gs;

/** The words of a line; null while a quote or a backslash at the end is open. */
export function wordsOf(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (const [, single, double, escaped, plain, space, open] of line.matchAll(PART)) {
    if (open !== undefined) return null;
    if (space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + (single ?? double?.replace(/\\(["\\])/g, "$1") ?? escaped ?? plain ?? "");
    }
  }
  return word === null ? words : [...words, word];
}
