/** Searching lines of text, without regard to case. */

export interface Line {
  number: number;
  line: string;
}

export function matching(text: string, search: string): Line[] {
  const lines = text.replace(/\n$/, "").split("\n");
  const numbered = text === "" ? [] : lines.map((line, index) => ({ number: index + 1, line }));
  const wanted = search.toLowerCase();
  return wanted === "" ? numbered : numbered.filter(({ line }) => line.toLowerCase().includes(wanted));
}

/** A line cut at the hits. */
export function pieces(line: string, search: string): { text: string; hit: boolean }[] {
  if (search === "") return [{ text: line, hit: false }];
  const found: { text: string; hit: boolean }[] = [];
  const [where, wanted] = [line.toLowerCase(), search.toLowerCase()];
  let from = 0;
  for (let at = where.indexOf(wanted); at !== -1; at = where.indexOf(wanted, from)) {
    if (at > from) found.push({ text: line.slice(from, at), hit: false });
    found.push({ text: line.slice(at, at + wanted.length), hit: true });
    from = at + wanted.length;
  }
  if (from < line.length) found.push({ text: line.slice(from), hit: false });
  return found;
}
